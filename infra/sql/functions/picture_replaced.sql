-- The picture in the column that the trigger names was replaced, or its row is gone: its object is to be removed.
create or replace function picture_replaced() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  insert into loose_pictures (object_key, due_at) values ('pictures/' || (to_jsonb(old) ->> tg_argv[0]), now())
  on conflict (object_key) do update set due_at = now();
  return null;
end $$;
call own_function('picture_replaced');
create or replace trigger picture_replaced after update of logo on businesses for each row
  when (old.logo is not null and old.logo is distinct from new.logo) execute function picture_replaced('logo');
create or replace trigger picture_gone after delete on businesses for each row
  when (old.logo is not null) execute function picture_replaced('logo');
create or replace trigger picture_replaced after update of avatar on users for each row
  when (old.avatar is not null and old.avatar is distinct from new.avatar) execute function picture_replaced('avatar');
create or replace trigger picture_gone after delete on users for each row
  when (old.avatar is not null) execute function picture_replaced('avatar');
