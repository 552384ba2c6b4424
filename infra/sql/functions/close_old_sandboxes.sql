-- Sandboxes that are older than p_age are to be erased, at most p_limit of them.
create or replace function close_old_sandboxes(p_age interval, p_limit integer) returns integer
language plpgsql security definer set search_path = public, pg_temp
as $$
declare closed integer;
begin
  with old as (
    select b.id from businesses b
    where b.sandbox_of is not null and b.deletes_at is null and b.created_at < now() - p_age
    order by b.created_at limit p_limit for update skip locked
  )
  update businesses b set deletion_began_at = now(), deletes_at = now() from old where b.id = old.id;
  get diagnostics closed = row_count;
  return closed;
end $$;
call own_function('close_old_sandboxes', 'recado_worker');
