-- Forgets mails that were sent or given up so long ago.
create or replace function forget_mails(p_age interval, p_limit integer) returns integer
language sql security definer set search_path = public, pg_temp
as $$
  with old as (
    select m.id from mails m where m.state <> 'waiting' and m.settled_at < now() - p_age
    order by m.settled_at limit p_limit for update skip locked
  ), gone as (
    delete from mails m using old where m.id = old.id returning 1
  )
  select count(*)::integer from gone
$$;
call own_function('forget_mails', 'recado_worker');
