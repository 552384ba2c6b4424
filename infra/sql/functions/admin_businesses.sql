-- Businesses, newest first, after p_id; p_search is part of a name or an id.
create or replace function admin_businesses(p_search text, p_id uuid, p_limit integer) returns table (
  id uuid, name text, created_at timestamptz, trial_ends_at timestamptz, members integer, instances integer
)
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
as $$
begin
  return query
    select b.id, b.name, b.created_at, b.trial_ends_at,
           (select count(*)::integer from memberships m where m.business_id = b.id),
           (select count(*)::integer from instances i where i.business_id = b.id)
    from businesses b
    where b.sandbox_of is null and (p_id is null or b.id < p_id)
      and (p_search is null or position(lower(p_search) in lower(b.name)) > 0 or b.id::text = lower(p_search))
    order by b.id desc limit p_limit;
end $$;
call own_function('admin_businesses', 'recado_admin');
