-- Removes what the agent remembered of contacts for a time that is over, at most `p_limit`.
create or replace function forget_memories(p_limit integer) returns integer
language sql security definer set search_path = public, pg_temp
as $$
  with expired as (
    select id from contact_memories where expires_at < now() order by expires_at limit p_limit for update skip locked
  ), gone as (
    delete from contact_memories m using expired where m.id = expired.id returning 1
  )
  select count(*)::integer from gone
$$;
call own_function('forget_memories', 'recado_worker');
