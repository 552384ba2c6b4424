-- Prolongs the leases that the host still holds of businesses in service, and answers them with what is wanted of each; one that is not answered
-- is lost, also when nobody else has it yet. waiting: it has something to send.
create or replace function renew_leases(p_host text, p_instances uuid[], p_epochs bigint[], p_ttl interval)
returns table (instance_id uuid, wanted text, command text, waiting boolean)
language sql volatile security definer set search_path = public, pg_temp
as $$
  with held as (
    select s.instance_id from web_sessions s
    join unnest(p_instances, p_epochs) as h (instance_id, epoch)
      on h.instance_id = s.instance_id and h.epoch = s.epoch
    where s.owner = p_host and s.lease_until > clock_timestamp() and may_hold_session(s.business_id, s.command)
    order by s.instance_id for update of s
  )
  update web_sessions s set lease_until = clock_timestamp() + p_ttl
  from held where s.instance_id = held.instance_id
  returning s.instance_id, s.wanted, s.command, exists (
    select from outbound o join conversations c on c.id = o.conversation_id
    where o.state = 'queued' and o.next_at <= clock_timestamp() and c.instance_id = s.instance_id)
$$;
call own_function('renew_leases', 'recado_worker');
