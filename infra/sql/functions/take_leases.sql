-- Up to `p_limit` sessions of businesses in service that nobody holds: those that should run, and those somebody asked something of.
create or replace function take_leases(p_host text, p_limit integer, p_ttl interval)
returns table (instance_id uuid, business_id uuid, epoch bigint, state text, wanted text, command text,
               restarts integer, start_in double precision, has_keys boolean)
language sql volatile security definer set search_path = public, pg_temp
as $$
  with free as (
    select s.instance_id from web_sessions s
    where (s.lease_until is null or s.lease_until < clock_timestamp()) and may_hold_session(s.business_id, s.command)
      and (s.command is not null
           or (s.wanted = 'running' and s.state not in ('logged_out', 'banned', 'replaced')))
    order by s.state_at limit p_limit for update skip locked
  )
  update web_sessions s set owner = p_host, epoch = s.epoch + 1, lease_until = clock_timestamp() + p_ttl
  from free where s.instance_id = free.instance_id
  returning s.instance_id, s.business_id, s.epoch, s.state, s.wanted, s.command, s.restarts,
            coalesce(extract(epoch from s.next_start_at - clock_timestamp()), 0)::double precision,
            exists (select from web_session_keys k where k.instance_id = s.instance_id)
$$;
call own_function('take_leases', 'recado_worker');
