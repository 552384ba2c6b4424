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
