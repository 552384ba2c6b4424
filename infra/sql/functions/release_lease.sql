-- Gives a session back at once; its epoch stays used.
create or replace function release_lease(p_host text, p_instance uuid, p_epoch bigint) returns boolean
language sql volatile security definer set search_path = public, pg_temp
as $$
  with released as (
    update web_sessions s set owner = null, lease_until = null
    where s.instance_id = p_instance and s.owner = p_host and s.epoch = p_epoch returning true
  )
  select exists (select from released)
$$;
call own_function('release_lease', 'recado_worker');
