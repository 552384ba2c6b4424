-- Claims buffers that are due, and again those whose claim lapsed: the job was lost before anyone started it (the same
-- claim, no attempt counted), or its worker went silent (a new claim, and quarantine after `p_max_attempts` of them).
-- One that waits for a file to be understood is not due before that.
create or replace function claim_due_buffers(p_limit integer, p_hold interval, p_max_attempts integer)
returns table (business_id uuid, conversation_id uuid, claim_id uuid, attempts integer, trace text, sandbox boolean)
language sql security definer set search_path = public, pg_temp
as $$
  with due as (
    select b.conversation_id, b.state = 'claimed' and b.started as died
    from buffers b
    where (b.state = 'open' and b.due_at <= clock_timestamp()
           and (b.waits_until is null or b.waits_until <= clock_timestamp()))
       or (b.state = 'claimed' and b.processing_until < clock_timestamp())
    order by b.due_at limit p_limit for update skip locked
  ), changed as (
    update buffers b set
      attempts = b.attempts + due.died::int,
      state = case when due.died and b.attempts + 1 >= p_max_attempts then 'quarantined' else 'claimed' end,
      failed_at = case when due.died and b.attempts + 1 >= p_max_attempts then clock_timestamp() end,
      reason = case when due.died then 'the worker stopped without an answer' else b.reason end,
      claim_id = case when b.state = 'claimed' and not due.died then b.claim_id else gen_random_uuid() end,
      started = false,
      waits_until = null,
      processing_until = clock_timestamp() + p_hold
    from due where b.conversation_id = due.conversation_id
    returning b.business_id, b.conversation_id, b.claim_id, b.attempts, b.state, b.trace
  ), noted as (
    insert into events (id, business_id, severity, type, data)
    select gen_random_uuid(), c.business_id, 'error', 'buffer.quarantined',
           jsonb_build_object('conversation_id', c.conversation_id, 'reason', 'the worker stopped without an answer')
    from changed c where c.state = 'quarantined'
  )
  select c.business_id, c.conversation_id, c.claim_id, c.attempts, c.trace, o.sandbox_of is not null
  from changed c join businesses o on o.id = c.business_id where c.state = 'claimed'
$$;
call own_function('claim_due_buffers', 'recado_worker');
