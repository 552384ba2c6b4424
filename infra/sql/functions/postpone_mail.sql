-- Gives a mail back, to be tried again after a while.
create or replace function postpone_mail(p_id uuid, p_claim uuid, p_after interval, p_reason text) returns boolean
language sql security definer set search_path = public, pg_temp
as $$
  with postponed as (
    update mails m set next_at = clock_timestamp() + p_after, reason = p_reason, claim_id = null
    where m.id = p_id and m.claim_id = p_claim and m.state = 'waiting' returning true
  )
  select exists (select from postponed)
$$;
call own_function('postpone_mail', 'recado_worker');
