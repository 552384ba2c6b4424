-- The right to send a mail that is due, for p_hold: no row when another has it, or it was sent or given up.
create or replace function claim_mail(p_id uuid, p_claim uuid, p_hold interval)
returns table (mail_id uuid, claim_id uuid, kind text, mail_sealed bytea, attempts integer, too_late boolean)
language sql security definer set search_path = public, pg_temp
as $$
  update mails m set claim_id = p_claim, attempts = m.attempts + 1, next_at = clock_timestamp() + p_hold
  where m.id = p_id and m.state = 'waiting' and m.next_at <= clock_timestamp()
  returning m.id, m.claim_id, m.kind, m.mail_sealed, m.attempts, m.until < clock_timestamp()
$$;
call own_function('claim_mail', 'recado_worker');
