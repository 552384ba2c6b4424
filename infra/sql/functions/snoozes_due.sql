-- Conversations whose snooze is over, the longest first.
create or replace function snoozes_due(p_limit integer) returns table (business_id uuid, conversation_id uuid)
language sql stable security definer set search_path = public, pg_temp
as $$
  select c.business_id, c.id from conversations c where c.state = 'snoozed' and c.snoozed_until <= clock_timestamp()
  order by c.snoozed_until limit p_limit
$$;
call own_function('snoozes_due', 'recado_worker');
