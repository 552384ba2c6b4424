-- Notes for delta sync that a message came or changed.
create or replace function message_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  insert into changes (business_id, kind, id) values (new.business_id, 'message', new.id) on conflict do nothing;
  return null;
end $$;
call own_function('message_changed');
