-- Notes for delta sync that a row changed. Arguments of the trigger: the kind, and the column that names the thing.
create or replace function row_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
declare r jsonb := to_jsonb(coalesce(new, old));
begin
  insert into changes (business_id, kind, id)
  values ((r ->> 'business_id')::uuid, tg_argv[0], (r ->> tg_argv[1])::uuid) on conflict do nothing;
  return null;
end $$;
call own_function('row_changed');
create or replace trigger changed after insert or update or delete on contact_fields
  for each row execute function row_changed('contact_field', 'id');
create or replace trigger changed after insert or update or delete on canned_replies
  for each row execute function row_changed('canned_reply', 'id');
create or replace trigger changed after insert or update or delete on templates
  for each row execute function row_changed('template', 'id');
create or replace trigger changed after insert or update or delete on memberships
  for each row execute function row_changed('member', 'user_id');
-- Of numbers and sessions what lists show; when they were last tried, and leases, change all the time.
create or replace trigger changed after insert or delete or update of
  name, state, state_reason, channel_id, account_id, display_phone, verified_name, quality_rating, messaging_limit,
  throughput, name_status, number_status, account_state, checked_at, last_webhook_at, webhook_verified_at, paused_until,
  pause_reason
  on instances for each row execute function row_changed('instance', 'id');
create or replace trigger changed after insert or update of state, state_reason, state_at, jid, qr_sealed, qr_until, pairing_code_sealed
  on web_sessions for each row execute function row_changed('instance', 'instance_id');
