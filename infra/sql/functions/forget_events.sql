-- Deletes at most p_limit events of these severities that are older than p_age, oldest first. Answers how many.
create or replace function forget_events(p_severities text[], p_age interval, p_limit integer) returns integer
language sql security definer set search_path = public, pg_temp
as $$
  with old as (
    select e.id from events e where e.severity = any(p_severities) and e.created_at < now() - p_age
    order by e.created_at limit p_limit for update skip locked
  ), gone as (
    delete from events e using old where e.id = old.id returning 1
  )
  select count(*)::integer from gone
$$;
call own_function('forget_events', 'recado_worker');
