-- Notes for delta sync that a conversation was handed over, taken or given back.
create or replace function handover_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  insert into changes (business_id, kind, id)
  values (new.business_id, 'conversation', new.conversation_id) on conflict do nothing;
  return null;
end $$;
call own_function('handover_changed');
create or replace trigger changed after insert or update on handovers
  for each row execute function handover_changed();
