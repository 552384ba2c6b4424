-- Routes changed a while ago that nobody has written to the object store since.
create or replace function unpublished_routes(p_limit integer, p_age interval) returns table (business_id uuid, route text)
language sql stable security definer set search_path = public, pg_temp
as $$
  select a.business_id, a.route from meta_apps a
  where a.changed_at < clock_timestamp() - p_age and a.business_id is not null order by a.changed_at limit p_limit
$$;
call own_function('unpublished_routes', 'recado_worker');
