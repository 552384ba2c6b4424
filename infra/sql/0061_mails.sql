-- Mails that wait to be sent. What one says, and to whom, is sealed: it may hold a link that opens an account. It is put
-- here in the transaction it is about, so that none is sent of what did not happen and none is lost of what did.
create table mails (
  id uuid primary key,
  kind text not null,
  user_id uuid references users on delete set null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
  mail_sealed bytea check ((mail_sealed is null) = (state <> 'waiting')),
  attempts integer not null default 0,
  claim_id uuid,
  created_at timestamptz not null default now(),
  next_at timestamptz not null default now(),
  until timestamptz not null,
  settled_at timestamptz,
  reason text
);
create index mails_waiting on mails (next_at) where state = 'waiting';
create index mails_settled on mails (settled_at) where state <> 'waiting';

grant select, insert, update, delete on mails to recado_system;
grant create on schema public to recado_system;

create function queue_mail(p_id uuid, p_kind text, p_user uuid, p_sealed bytea, p_valid interval) returns void
language sql security definer set search_path = public, pg_temp
as $$
  insert into mails (id, kind, user_id, mail_sealed, until) values (p_id, p_kind, p_user, p_sealed, now() + p_valid)
$$;

-- The right to send a mail that is due, for p_hold: no row when another has it, or it was sent or given up.
create function claim_mail(p_id uuid, p_claim uuid, p_hold interval)
returns table (mail_id uuid, claim_id uuid, kind text, mail_sealed bytea, attempts integer, too_late boolean)
language sql security definer set search_path = public, pg_temp
as $$
  update mails m set claim_id = p_claim, attempts = m.attempts + 1, next_at = clock_timestamp() + p_hold
  where m.id = p_id and m.state = 'waiting' and m.next_at <= clock_timestamp()
  returning m.id, m.claim_id, m.kind, m.mail_sealed, m.attempts, m.until < clock_timestamp()
$$;

-- Says what became of a mail, and forgets what it said. False when the claim has passed to another.
create function settle_mail(p_id uuid, p_claim uuid, p_state text, p_reason text) returns boolean
language sql security definer set search_path = public, pg_temp
as $$
  with settled as (
    update mails m set state = p_state, reason = p_reason, settled_at = clock_timestamp(), mail_sealed = null
    where m.id = p_id and m.claim_id = p_claim and m.state = 'waiting' returning true
  )
  select exists (select from settled)
$$;

-- Gives a mail back, to be tried again after a while.
create function postpone_mail(p_id uuid, p_claim uuid, p_after interval, p_reason text) returns boolean
language sql security definer set search_path = public, pg_temp
as $$
  with postponed as (
    update mails m set next_at = clock_timestamp() + p_after, reason = p_reason, claim_id = null
    where m.id = p_id and m.claim_id = p_claim and m.state = 'waiting' returning true
  )
  select exists (select from postponed)
$$;

-- Mails that are due and that no worker seems to have taken: a lost token of the queue, or a worker that died. Pushes
-- next_at so that the next sweep does not repeat them at once.
create function sweep_mails(p_limit integer, p_grace interval) returns table (mail_id uuid)
language sql security definer set search_path = public, pg_temp
as $$
  with late as (
    select m.id from mails m where m.state = 'waiting' and m.next_at < clock_timestamp() - p_grace
    order by m.next_at limit p_limit for update skip locked
  )
  update mails m set next_at = clock_timestamp() from late where m.id = late.id returning m.id
$$;

-- Forgets mails that were sent or given up so long ago.
create function forget_mails(p_age interval, p_limit integer) returns integer
language sql security definer set search_path = public, pg_temp
as $$
  with old as (
    select m.id from mails m where m.state <> 'waiting' and m.settled_at < now() - p_age
    order by m.settled_at limit p_limit for update skip locked
  ), gone as (
    delete from mails m using old where m.id = old.id returning 1
  )
  select count(*)::integer from gone
$$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p
           where p.pronamespace = 'public'::regnamespace and p.proname in
             ('queue_mail', 'claim_mail', 'settle_mail', 'postpone_mail', 'sweep_mails', 'forget_mails') loop
    execute format('alter function %s owner to recado_system', f);
    execute format('revoke all on function %s from public', f);
  end loop;
end $$;
grant execute on function queue_mail to recado_accounts, recado_app;
grant execute on function claim_mail, settle_mail, postpone_mail, sweep_mails, forget_mails to recado_worker;
revoke create on schema public from recado_system;
