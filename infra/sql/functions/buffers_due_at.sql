-- When the named buffers are due; those already claimed, answered or gone are left out.
create or replace function buffers_due_at(p_conversations uuid[])
returns table (conversation_id uuid, due_in double precision, trace text)
language sql stable security definer set search_path = public, pg_temp
as $$
  select b.conversation_id, extract(epoch from greatest(b.due_at, b.waits_until) - clock_timestamp())::double precision, b.trace
  from buffers b where b.conversation_id = any(p_conversations) and b.state = 'open'
$$;
call own_function('buffers_due_at', 'recado_worker');
