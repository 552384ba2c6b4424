-- Forgets what tools were asked and answered after p_calls, and turns after p_turns; turns that never ended, since their
-- process died, are failed.
create or replace function forget_turns(p_calls interval, p_turns interval, p_limit integer) returns void
language sql security definer set search_path = public, pg_temp
as $$
  update agent_turns set state = 'failed', reason = 'died'
  where id in (select id from agent_turns where state = 'started' and created_at < now() - interval '1 hour'
               limit p_limit for update skip locked);
  delete from agent_tool_calls
  where id in (select id from agent_tool_calls where created_at < now() - p_calls limit p_limit);
  delete from agent_turns
  where id in (select id from agent_turns where created_at < now() - p_turns limit p_limit for update skip locked);
$$;
call own_function('forget_turns', 'recado_worker');
