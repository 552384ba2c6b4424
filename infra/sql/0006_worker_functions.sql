-- The cross-tenant work, by name. Each answers ids only; the work itself is then done inside one tenant.
grant select on meta_apps, instances, media, buffers, outbound, messages, conversations to recado_system;
grant update (tried_at) on media to recado_system;
grant update (state, claim_id, started, processing_until, attempts, failed_at, reason) on buffers to recado_system;
grant update (state, next_at, claim_id) on outbound to recado_system;
grant update (status) on messages to recado_system;
grant insert on raw_updates, events to recado_system;
grant select (digest) on raw_updates to recado_system;
grant create on schema public to recado_system;

-- The instance a webhook is about: the number must live under the app that signed the body.
create function route_instance(p_route text, p_channel text)
returns table (instance_id uuid, business_id uuid, provider text)
language sql stable security definer set search_path = public, pg_temp
as $$
  select i.id, i.business_id, i.provider
  from meta_apps a join instances i on i.meta_app_id = a.id
  where a.route = p_route and i.channel_id = p_channel and i.state <> 'disabled'
$$;

-- The business an account-level webhook is about, when all numbers of that account under the app are one business's.
create function route_account(p_route text, p_account text) returns table (business_id uuid)
language sql stable security definer set search_path = public, pg_temp
as $$
  select min(i.business_id::text)::uuid
  from meta_apps a join instances i on i.meta_app_id = a.id
  where a.route = p_route and i.account_id = p_account
  having count(distinct i.business_id) = 1
$$;

-- Claims buffers that are due, and again those whose claim lapsed: the job was lost before anyone started it (the same
-- claim, no attempt counted), or its worker went silent (a new claim, and quarantine after `p_max_attempts` of them).
create function claim_due_buffers(p_limit integer, p_hold interval, p_max_attempts integer)
returns table (business_id uuid, conversation_id uuid, claim_id uuid, attempts integer)
language sql security definer set search_path = public, pg_temp
as $$
  with due as (
    select b.conversation_id, b.state = 'claimed' and b.started as died
    from buffers b
    where (b.state = 'open' and b.due_at <= clock_timestamp())
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
      processing_until = clock_timestamp() + p_hold
    from due where b.conversation_id = due.conversation_id
    returning b.business_id, b.conversation_id, b.claim_id, b.attempts, b.state
  ), noted as (
    insert into events (id, business_id, severity, type, data)
    select gen_random_uuid(), c.business_id, 'error', 'buffer.quarantined',
           jsonb_build_object('conversation_id', c.conversation_id, 'reason', 'the worker stopped without an answer')
    from changed c where c.state = 'quarantined'
  )
  select c.business_id, c.conversation_id, c.claim_id, c.attempts from changed c where c.state = 'claimed'
$$;

-- When the named buffers are due; those already claimed, answered or gone are left out.
create function buffers_due_at(p_conversations uuid[]) returns table (conversation_id uuid, due_in double precision)
language sql stable security definer set search_path = public, pg_temp
as $$
  select b.conversation_id, extract(epoch from b.due_at - clock_timestamp())::double precision
  from buffers b where b.conversation_id = any(p_conversations) and b.state = 'open'
$$;

-- Conversations with something to send that no worker seems to have taken: a lost token. Pushes next_at so that the
-- next sweep does not repeat it at once.
create function sweep_unsent(p_limit integer, p_grace interval)
returns table (business_id uuid, conversation_id uuid)
language sql security definer set search_path = public, pg_temp
as $$
  with late as (
    select o.message_id from outbound o
    where o.state = 'queued' and o.next_at < clock_timestamp() - p_grace
    order by o.next_at limit p_limit for update skip locked
  ), touched as (
    update outbound o set next_at = clock_timestamp() from late
    where o.message_id = late.message_id returning o.business_id, o.conversation_id
  )
  select distinct t.business_id, t.conversation_id from touched t
$$;

-- Sends whose worker died between sending and noting it. Cloud: no status echo came for `p_echo_wait`, so it was not
-- accepted: queued again. Web gives no echo: unconfirmed, for a person to decide.
create function sweep_ambiguous(p_limit integer, p_echo_wait interval)
returns table (business_id uuid, conversation_id uuid, message_id uuid, outcome text)
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
    returning o.business_id, o.conversation_id, o.message_id, o.state
  ), marked as (
    update messages m set status = c.state from changed c where m.id = c.message_id and m.status in ('queued', 'sending')
  )
  select c.business_id, c.conversation_id, c.message_id, c.state from changed c
$$;

-- Media nobody fetched yet.
create function sweep_media(p_limit integer, p_grace interval)
returns table (business_id uuid, media_id uuid)
language sql security definer set search_path = public, pg_temp
as $$
  with late as (
    select m.id from media m where m.state = 'pending' and m.tried_at < clock_timestamp() - p_grace
    order by m.tried_at limit p_limit for update skip locked
  )
  update media m set tried_at = clock_timestamp() from late where m.id = late.id returning m.business_id, m.id
$$;

-- Keeps an update that belongs to no tenant we know.
create function keep_unrouted(p_digest bytea, p_route text, p_field text, p_raw jsonb) returns void
language sql security definer set search_path = public, pg_temp
as $$
  insert into raw_updates (digest, route, field, raw) values (p_digest, p_route, p_field, p_raw) on conflict do nothing
$$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p
           where p.pronamespace = 'public'::regnamespace and p.prosecdef loop
    execute format('alter function %s owner to recado_system', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to recado_worker', f);
  end loop;
end $$;
revoke create on schema public from recado_system;
