-- A sandbox of the business that asks is to be erased; what is under way in it answers nobody any more.
create or replace function close_sandbox(p_id uuid) returns void
language sql security definer set search_path = public, pg_temp
as $$
  update businesses set deletion_began_at = now(), deletes_at = now()
  where id = p_id and sandbox_of = current_business() and deletes_at is null
$$;
call own_function('close_sandbox', 'recado_app');
