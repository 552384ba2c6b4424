-- Notes for delta sync that a conversation changed.
create or replace function conversation_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
declare r conversations := coalesce(new, old);
begin
  insert into changes (business_id, kind, id) values (r.business_id, 'conversation', r.id) on conflict do nothing;
  return null;
end $$;
call own_function('conversation_changed');
