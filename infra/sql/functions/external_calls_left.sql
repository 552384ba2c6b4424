-- Calls of external tools that have been at work for longer than p_after: whoever made them is gone.
create or replace function external_calls_left(p_after interval, p_limit integer)
returns table (business_id uuid, row_id uuid)
language sql stable security definer set search_path = public, pg_temp
as $$
  select c.business_id, c.id from agent_tool_calls c
  where c.state = 'started' and c.created_at < now() - p_after
  order by c.created_at limit p_limit
$$;
call own_function('external_calls_left', 'recado_worker');
