-- Changes of people's e-mail addresses: those that wait for their link to be opened, and those that can be undone from
-- the old address. A row is of use until `until` and is then swept away.
create table email_changes (
  digest bytea primary key,  -- of the link that confirms it; once it is confirmed, of the one that undoes it
  user_id uuid not null references users on delete cascade,
  session_id uuid not null,  -- in which it was asked for
  old_email text not null check (old_email = lower(old_email) and length(old_email) between 3 and 254),
  new_email text not null check (new_email = lower(new_email) and length(new_email) between 3 and 254),
  created_at timestamptz not null default clock_timestamp(),
  until timestamptz not null,
  confirmed_at timestamptz
);
create index on email_changes (user_id);
create index on email_changes (old_email) where confirmed_at is not null;
create index on email_changes (until);
grant select, insert, update, delete on email_changes to recado_accounts;
grant select (digest, until), update (until), delete on email_changes to recado_system;

alter table sessions drop constraint sessions_revoked_reason_check,
  add constraint sessions_revoked_reason_check
    check (revoked_reason in ('log_out', 'reuse', 'reset', 'password', 'ended', 'email'));
