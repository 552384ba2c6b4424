-- The owner of a Web session finds what waits by itself; only what a deleted number left is settled here.
create or replace function sweep_unsent(p_limit integer, p_grace interval)
returns table (business_id uuid, conversation_id uuid, trace text)
language sql security definer set search_path = public, pg_temp
as $$
  with late as (
    select o.message_id from outbound o
    join conversations c on c.id = o.conversation_id join instances i on i.id = c.instance_id
    where o.state = 'queued' and o.next_at < clock_timestamp() - p_grace
      and (i.state = 'deleted' or (i.state = 'active' and i.provider = 'cloud'))
    order by o.next_at limit p_limit for update of o skip locked
  ), touched as (
    update outbound o set next_at = clock_timestamp() from late
    where o.message_id = late.message_id returning o.business_id, o.conversation_id, o.seq, o.trace
  )
  select distinct on (t.conversation_id) t.business_id, t.conversation_id, t.trace from touched t
  order by t.conversation_id, t.seq
$$;
call own_function('sweep_unsent', 'recado_worker');
