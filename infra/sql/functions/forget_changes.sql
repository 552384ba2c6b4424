-- Deletes changes that were kept long enough. Answers how many.
create or replace function forget_changes(p_age interval, p_limit integer) returns integer
language sql security definer set search_path = public, pg_temp
as $$
  with gone as (
    delete from changes where ctid = any (array(select ctid from changes where at < now() - p_age limit p_limit))
    returning 1
  )
  select count(*)::integer from gone
$$;
call own_function('forget_changes', 'recado_worker');
