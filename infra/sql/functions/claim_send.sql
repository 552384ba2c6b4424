-- Claims a message if every budget allows it now or within `p_ahead`. reason null: claimed, to be sent after `seconds`;
-- else it waits `seconds`. The number's row is taken last, because everybody wants it, and is held for the commit only.
-- p_gap: seconds between two messages of a share. p_most: customers a day outside the window; null: no matter.
create or replace function claim_send(
  p_message uuid, p_claim uuid, p_business uuid, p_conversation uuid, p_contact uuid, p_instance uuid,
  p_share integer, p_gap double precision, p_ahead interval, p_pair_gap interval, p_pair_burst integer, p_most integer
) returns table (reason text, seconds double precision)
language plpgsql as $$
declare
  gap constant interval := make_interval(secs => p_gap);
  paid timestamptz;
  starts timestamptz;
  until timestamptz;
  why text;
begin
  select s.paid_at into paid from send_pairs s where s.conversation_id = p_conversation;
  if paid > clock_timestamp() + (p_pair_burst - 1) * p_pair_gap then
    why := 'pair_rate';
    until := paid - (p_pair_burst - 1) * p_pair_gap;
  end if;
  if why is null and p_most is not null then
    until := open_customer(p_business, p_contact, p_most);
    why := case when until is not null then 'daily_limit' end;
  end if;
  if why is null then
    update send_rates r set next_at = greatest(r.next_at, clock_timestamp()) + gap
    where r.instance_id = p_instance and r.share = p_share and r.next_at <= clock_timestamp() + p_ahead
    returning r.next_at - gap into starts;
    if starts is null then
      insert into send_rates as r values (p_business, p_instance, p_share, clock_timestamp() + gap, clock_timestamp())
      on conflict (instance_id, share) do update set queue_at = greatest(r.queue_at, r.next_at) + gap
      returning case when r.xmax <> 0 then r.queue_at end into until;  -- xmax 0: the row is new, and ours the first
      why := case when until is not null then 'number_rate' end;
    end if;
  end if;
  if why is not null then
    update outbound o set wait_reason = why, next_at = until where o.message_id = p_message;
    return query select why, greatest(extract(epoch from until - clock_timestamp())::double precision, 0);
    return;
  end if;
  insert into send_pairs as s values (p_conversation, p_business, clock_timestamp() + p_pair_gap)
  on conflict (conversation_id) do update set paid_at = greatest(s.paid_at, clock_timestamp()) + p_pair_gap;
  update outbound o set state = 'sending', claim_id = p_claim, claimed_at = clock_timestamp(), wait_reason = null,
    attempts = o.attempts + 1
  where o.message_id = p_message;
  update messages m set status = 'sending', status_at = now() where m.id = p_message and m.status = 'queued';
  return query select null::text,
    greatest(extract(epoch from coalesce(starts, clock_timestamp()) - clock_timestamp())::double precision, 0);
end $$;
