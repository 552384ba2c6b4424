-- Conversations whose ring is overdue: a lost token of the queue, or a worker that died. Pushes due_at so that the next
-- sweep does not repeat them at once.
create or replace function sweep_rings(p_limit integer, p_grace interval)
returns table (business_id uuid, conversation_id uuid)
language sql security definer set search_path = public, pg_temp
as $$
  with late as (
    select r.conversation_id from rings r where r.due_at < clock_timestamp() - p_grace
    order by r.due_at limit p_limit for update skip locked
  )
  update rings r set due_at = clock_timestamp() from late where r.conversation_id = late.conversation_id
  returning r.business_id, r.conversation_id
$$;
call own_function('sweep_rings', 'recado_worker');
