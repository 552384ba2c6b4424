-- Notes for delta sync that a contact changed. It passes from one advisor to another together with its conversations,
-- which show some of it; see conversation_changed for the locks.
create or replace function contact_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  r contacts := coalesce(new, old);
  loser uuid;
begin
  if tg_op = 'DELETE' or (tg_op = 'UPDATE' and new.assigned_to is distinct from old.assigned_to) then
    loser := old.assigned_to;
    perform pg_advisory_xact_lock_shared(hashtextextended(r.business_id || ':names', 0));
    insert into changes as c (business_id, kind, id, lost_by)
    select r.business_id, 'conversation', v.id, loser from conversations v where v.contact_id = r.id
    on conflict (business_id, xid, kind, id) do update set lost_by = coalesce(c.lost_by, excluded.lost_by);
  end if;
  if tg_op = 'UPDATE' and (
    (new.name, new.profile_name, new.bot_enabled, new.bot_paused_until, new.archived_at, new.opted_out_at)
    is distinct from
    (old.name, old.profile_name, old.bot_enabled, old.bot_paused_until, old.archived_at, old.opted_out_at)
  ) then
    insert into changes (business_id, kind, id)
    select r.business_id, 'conversation', v.id from conversations v where v.contact_id = r.id
    on conflict do nothing;
  end if;
  insert into changes as c (business_id, kind, id, lost_by) values (r.business_id, 'contact', r.id, loser)
  on conflict (business_id, xid, kind, id) do update set lost_by = coalesce(c.lost_by, excluded.lost_by)
  where excluded.lost_by is not null;
  return null;
end $$;
call own_function('contact_changed');
