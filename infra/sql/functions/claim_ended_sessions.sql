-- Sessions that came to an end nobody asked for, and whose owners were not told of it yet; each tried once a minute.
create or replace function claim_ended_sessions(p_limit integer, p_between interval)
returns table (business_id uuid, instance_id uuid, name text, state text, state_at timestamptz)
language sql volatile security definer set search_path = public, pg_temp
as $$
  with due as (
    select s.instance_id from web_sessions s
    where s.state in ('logged_out', 'banned', 'replaced', 'stopped') and s.state_reason is distinct from 'asked'
      and (s.state <> 'stopped' or s.state_reason in ('too_many_restarts', 'keys_not_opened', 'keys_corrupt'))
      and s.told_for is distinct from s.state_at and s.state_at > clock_timestamp() - interval '1 day'
      and coalesce(s.tell_tried_at < clock_timestamp() - p_between, true)
    order by s.state_at limit p_limit for update skip locked
  )
  update web_sessions s set tell_tried_at = clock_timestamp()
  from due, instances i
  where s.instance_id = due.instance_id and i.id = s.instance_id and i.state <> 'deleted'
  returning s.business_id, s.instance_id, i.name, s.state, s.state_at
$$;
call own_function('claim_ended_sessions', 'recado_worker');
