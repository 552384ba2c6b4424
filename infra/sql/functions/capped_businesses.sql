-- Businesses whose agent reached its cap of the day, and whose owners were not told.
create or replace function capped_businesses(p_limit integer) returns table (business_id uuid, name text)
language sql stable security definer set search_path = public, pg_temp
as $$
  select b.id, b.name from businesses b where b.agent_capped_at is not null and b.agent_capped_told_at is null
  order by b.agent_capped_at limit p_limit
$$;
call own_function('capped_businesses', 'recado_worker');
