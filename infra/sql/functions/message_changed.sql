-- Notes for delta sync that a message came or changed, and of the newest one that its conversation shows it.
create or replace function message_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  insert into changes (business_id, kind, id) values (new.business_id, 'message', new.id) on conflict do nothing;
  insert into changes (business_id, kind, id)
  select new.business_id, 'conversation', c.id from conversations c
  where c.id = new.conversation_id and coalesce(c.last_message_at, new.sent_at) <= new.sent_at
  on conflict do nothing;
  return null;
end $$;
call own_function('message_changed');
