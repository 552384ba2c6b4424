-- Notes for delta sync that a message's file was fetched or failed.
create or replace function media_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  insert into changes (business_id, kind, id) values (new.business_id, 'message', new.message_id) on conflict do nothing;
  return null;
end $$;
call own_function('media_changed');
