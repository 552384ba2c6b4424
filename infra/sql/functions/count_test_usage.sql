-- What a turn of a sandbox consumed is booked to its business too, as a test: the sandbox is forgotten in a day. For the
-- sandbox's own transaction; once for each turn.
create or replace function count_test_usage(p_turn uuid) returns void
language sql security definer set search_path = public, pg_temp
as $$
  insert into usage (id, business_id, feature, provider, model, input_tokens, cached_tokens, cache_write_tokens,
    output_tokens, reasoning_tokens, audio_tokens, milliseconds, turn_id, cost_micros)
  select gen_random_uuid(), b.sandbox_of, 'test', u.provider, u.model, u.input_tokens, u.cached_tokens,
    u.cache_write_tokens, u.output_tokens, u.reasoning_tokens, u.audio_tokens, u.milliseconds, u.turn_id, u.cost_micros
  from usage u join businesses b on b.id = u.business_id
  where u.business_id = current_business() and u.turn_id = p_turn and b.sandbox_of is not null
$$;
call own_function('count_test_usage', 'recado_app');
