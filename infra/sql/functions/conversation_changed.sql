-- Notes for delta sync that a conversation changed. A new one shows its contact, the contact's tags and assignee: whoever
-- changes the names of these at this moment waits until it can be seen, or it for them.
create or replace function conversation_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
declare r conversations := coalesce(new, old);
begin
  if tg_op = 'INSERT' then
    perform pg_advisory_xact_lock_shared(hashtextextended(r.business_id || ':names', 0));
    perform from contacts where id = r.contact_id for share;
  end if;
  insert into changes (business_id, kind, id) values (r.business_id, 'conversation', r.id) on conflict do nothing;
  return null;
end $$;
call own_function('conversation_changed');
