-- Sends whose worker died between sending and noting it. Cloud: no status echo came for `p_echo_wait`, so it was not
-- accepted: queued again. Web gives no echo: unconfirmed, for a person to decide.
create or replace function sweep_ambiguous(p_limit integer, p_echo_wait interval)
returns table (business_id uuid, conversation_id uuid, message_id uuid, outcome text, trace text)
language sql security definer set search_path = public, pg_temp
as $$
  with late as (
    select o.message_id, i.provider from outbound o
    join conversations c on c.id = o.conversation_id join instances i on i.id = c.instance_id
    where o.state = 'sending' and o.claimed_at < clock_timestamp() - p_echo_wait
    order by o.claimed_at limit p_limit for update of o skip locked
  ), changed as (
    update outbound o set claim_id = null, next_at = clock_timestamp(),
      state = case when late.provider = 'cloud' then 'queued' else 'unconfirmed' end
    from late where o.message_id = late.message_id
    returning o.business_id, o.conversation_id, o.message_id, o.state, o.trace
  ), marked as (
    update messages m set status = c.state from changed c where m.id = c.message_id and m.status in ('queued', 'sending')
  )
  select c.business_id, c.conversation_id, c.message_id, c.state, c.trace from changed c
$$;
call own_function('sweep_ambiguous', 'recado_worker');
