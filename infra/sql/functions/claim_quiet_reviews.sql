-- Conversations that are quiet and to be read by the agent. A claim lapses after p_hold.
create or replace function claim_quiet_reviews(p_limit integer, p_hold interval)
returns table (business_id uuid, conversation_id uuid, kind text)
language sql volatile security definer set search_path = public, pg_temp
as $$
  with due as (
    select r.conversation_id, r.kind from quiet_reviews r where r.due_at < clock_timestamp()
    order by r.due_at limit p_limit for update skip locked
  )
  update quiet_reviews r set due_at = clock_timestamp() + p_hold from due
  where r.conversation_id = due.conversation_id and r.kind = due.kind
  returning r.business_id, r.conversation_id, r.kind
$$;
call own_function('claim_quiet_reviews', 'recado_worker');
