-- Removes files that were brought and not used within `p_age`, at most `p_limit`; their objects follow.
create or replace function forget_uploads(p_limit integer, p_age interval) returns integer
language sql security definer set search_path = public, pg_temp
as $$
  with unused as (
    select u.id from uploads u where u.created_at < now() - p_age order by u.created_at limit p_limit
  ), gone as (
    delete from uploads u using unused where u.id = unused.id returning 1
  )
  select count(*)::integer from gone
$$;
call own_function('forget_uploads', 'recado_worker');
