-- The instance an event of a session is about. What was deleted is nobody's any more.
create or replace function route_web_instance(p_instance uuid) returns table (instance_id uuid, business_id uuid, provider text)
language sql stable security definer set search_path = public, pg_temp
as $$
  select i.id, i.business_id, i.provider from instances i
  where i.id = p_instance and i.provider = 'web' and i.state <> 'deleted'
$$;
call own_function('route_web_instance', 'recado_worker');
