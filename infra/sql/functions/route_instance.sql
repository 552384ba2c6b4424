-- A disabled number still receives: only what was deleted is nobody's any more.
create or replace function route_instance(p_route text, p_channel text)
returns table (instance_id uuid, business_id uuid, provider text)
language sql stable security definer set search_path = public, pg_temp
as $$
  select i.id, i.business_id, i.provider
  from meta_apps a join instances i on i.meta_app_id = a.id
  where a.route = p_route and i.channel_id = p_channel and i.state <> 'deleted'
$$;
call own_function('route_instance', 'recado_worker');
