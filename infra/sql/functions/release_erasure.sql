-- A worker has done its share of erasing these businesses: another may go on.
create or replace function release_erasure(p_businesses uuid[]) returns void
language sql security definer set search_path = public, pg_temp
as $$ update businesses set erasing_until = now() where id = any(p_businesses) $$;
call own_function('release_erasure', 'recado_worker');
