-- Until when a number is not to send, and for how long more slowly, as Meta asked. Whatever is longer stays.
create or replace function pause_number(
  p_instance uuid, p_account text, p_reason text, p_pause interval, p_slow interval, p_rate real
) returns setof uuid
language sql as $$
  update instances i set
    pause_reason = case when i.paused_until > clock_timestamp() + p_pause then i.pause_reason else p_reason end,
    paused_until = greatest(i.paused_until, clock_timestamp() + p_pause),
    slow_rate = case when p_rate is null then i.slow_rate
                     when i.slowed_until > clock_timestamp() then least(i.slow_rate, p_rate) else p_rate end,
    slowed_until = case when p_rate is null then i.slowed_until
                        else greatest(i.slowed_until, clock_timestamp() + p_slow) end
  where i.provider = 'cloud' and (i.id = p_instance or i.account_id = p_account)
  returning i.id
$$;
