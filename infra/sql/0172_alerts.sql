-- How each member is told that customers wait, where nobody looks at the page: by their phone, by mail.
create table alert_choices (
  business_id uuid not null,
  user_id uuid not null,
  push text not null default 'off' check (push in ('off', 'mine', 'all')),
  mail text not null default 'off' check (mail in ('off', 'mine', 'all')),
  mailed_at timestamptz,  -- what waited by then was told, or was there before mails were switched on
  primary key (business_id, user_id),
  foreign key (business_id, user_id) references memberships (business_id, user_id) on delete cascade
);
call protect_tenant_table('alert_choices');
create index on alert_choices (mailed_at) where mail <> 'off';
grant select, update (mailed_at) on alert_choices to recado_system;

-- Conversations in which customers wrote and phones are to ring for it. A claim that nobody settled lapses at due_at; a
-- message that comes meanwhile takes the claim away, and rings again.
create table rings (
  conversation_id uuid primary key,
  business_id uuid not null,
  due_at timestamptz not null,
  claim_id uuid,
  foreign key (conversation_id, business_id) references conversations (id, business_id) on delete cascade
);
call protect_tenant_table('rings');
call show_to_advisor('rings', 'exists (select from conversations c where c.id = conversation_id)');
create index on rings (due_at);
grant select, update (due_at) on rings to recado_system;

-- The browsers and phones that ring. What a push service is told where to reach one, and its keys, are sealed; a device
-- lives as long as the log-in session in which it was switched on.
create table push_devices (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  session_id uuid not null references sessions on delete cascade,
  endpoint_digest bytea not null unique,
  subscription_sealed bytea not null,
  name text not null check (length(name) between 1 and 200),
  created_at timestamptz not null default now(),
  rung_at timestamptz
);
create index on push_devices (user_id);
create index on push_devices (session_id);
grant select, insert, update, delete on push_devices to recado_accounts;

grant select on memberships, conversations, contacts to recado_system;
grant select (id, name, advisors_see_all) on businesses to recado_system;
