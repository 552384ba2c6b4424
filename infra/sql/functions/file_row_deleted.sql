-- Keeps the key of a deleted row's object for the sweep. A file that was being fetched has its key before it is noted.
-- What rows of a sandbox name is its business's to delete.
create or replace function file_row_deleted() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  insert into deleted_objects (business_id, object_key)
  select old.business_id, coalesce(old.object_key, old.business_id || '/' || old.id)
  where not exists (select from businesses b where b.id = old.business_id and b.sandbox_of is not null)
  on conflict do nothing;
  return null;
end $$;
call own_function('file_row_deleted');
create or replace trigger file_deleted after delete on media for each row execute function file_row_deleted();
create or replace trigger file_deleted after delete on uploads for each row execute function file_row_deleted();
create or replace trigger file_deleted after delete on files for each row execute function file_row_deleted();
create or replace trigger file_deleted after delete on product_pictures for each row execute function file_row_deleted();
create or replace trigger file_replaced after update of object_key on files for each row
  when (old.object_key <> new.object_key) execute function file_row_deleted();
