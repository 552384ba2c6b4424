-- Says what became of a mail, and forgets what it said. False when the claim has passed to another.
create or replace function settle_mail(p_id uuid, p_claim uuid, p_state text, p_reason text) returns boolean
language sql security definer set search_path = public, pg_temp
as $$
  with settled as (
    update mails m set state = p_state, reason = p_reason, settled_at = clock_timestamp(), mail_sealed = null
    where m.id = p_id and m.claim_id = p_claim and m.state = 'waiting' returning true
  )
  select exists (select from settled)
$$;
call own_function('settle_mail', 'recado_worker');
