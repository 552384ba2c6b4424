-- Conversations, messages, statuses, media, buffers and what waits to be sent.
-- The busiest tables refer to their nearest parent only: whatever belongs to a conversation goes with it, and each further
-- foreign key would lock another shared row at every message. Row-level security sees to it that business_id is right.
create table conversations (
  id uuid primary key,
  business_id uuid not null references businesses on delete cascade,
  instance_id uuid not null references instances on delete cascade,
  contact_id uuid not null references contacts on delete cascade,
  window_expires_at timestamptz,
  last_message_at timestamptz,
  unread integer not null default 0,
  created_at timestamptz not null default now(),
  unique (instance_id, contact_id)
);
call protect_tenant_table('conversations');
create index on conversations (business_id, last_message_at desc, id);
create index on conversations (contact_id);

-- seq: order of arrival. sent_at: the customer's own clock for what they wrote, ours for what we wrote.
create table messages (
  id uuid primary key,
  business_id uuid not null,
  conversation_id uuid not null references conversations on delete cascade,
  instance_id uuid not null,
  seq bigint generated always as identity,
  direction text not null check (direction in ('in', 'out')),
  author text not null check (author in ('customer', 'agent', 'person', 'phone')),
  kind text not null,
  text text,
  content jsonb not null default '{}',
  vendor_id text,
  reply_to text,
  target_id text,
  status text not null check (status in
    ('received', 'queued', 'sending', 'sent', 'delivered', 'read', 'played', 'failed', 'unconfirmed')),
  status_at timestamptz not null default now(),
  error jsonb,
  sent_at timestamptz not null,
  edited_at timestamptz,
  revoked_at timestamptz,
  raw jsonb,
  created_at timestamptz not null default now()
);
call protect_tenant_table('messages');
create unique index on messages (instance_id, vendor_id) where vendor_id is not null;
create index on messages (conversation_id, sent_at desc, seq desc);

-- Each status the vendor told us, once. A status may come before we know the vendor's id of our message.
create table message_statuses (
  business_id uuid not null,
  instance_id uuid not null references instances on delete cascade,
  vendor_id text not null,
  status text not null,
  at timestamptz not null,
  error jsonb,
  pricing jsonb,
  primary key (instance_id, vendor_id, status)
);
call protect_tenant_table('message_statuses');

create table media (
  id uuid primary key,
  business_id uuid not null,
  message_id uuid not null references messages on delete cascade,
  instance_id uuid not null,
  vendor_media_id text not null,
  state text not null default 'pending' check (state in ('pending', 'stored', 'failed')),
  mime_type text not null,
  declared_sha256 text,
  filename text,
  voice boolean not null default false,
  object_key text,
  size bigint,
  sha256 text,
  reason text,
  attempts integer not null default 0,
  tried_at timestamptz not null default now(),
  created_at timestamptz not null default now()
);
call protect_tenant_table('media');
create index on media (message_id);
create index media_pending on media (tried_at) where state = 'pending';

-- One open buffer a conversation: messages gathered until the customer is quiet, answered once.
create table buffers (
  conversation_id uuid primary key references conversations on delete cascade,
  business_id uuid not null,
  state text not null check (state in ('open', 'claimed', 'quarantined')),
  first_at timestamptz not null,
  due_at timestamptz not null,
  claim_id uuid,
  started boolean not null default false,
  processing_until timestamptz,
  attempts integer not null default 0,
  failed_at timestamptz,
  reason text
);
call protect_tenant_table('buffers');
create index buffers_due on buffers (due_at) where state = 'open';
create index buffers_lapsed on buffers (processing_until) where state = 'claimed';
create index buffers_quarantined on buffers (business_id, failed_at) where state = 'quarantined';

-- What waits to be sent. seq is the order within a conversation.
create table outbound (
  message_id uuid primary key references messages on delete cascade,
  business_id uuid not null,
  conversation_id uuid not null,
  seq bigint generated always as identity,
  state text not null default 'queued' check (state in ('queued', 'sending', 'unconfirmed')),
  claim_id uuid,
  claimed_at timestamptz,
  attempts integer not null default 0,
  next_at timestamptz not null default now()
);
call protect_tenant_table('outbound');
create index on outbound (conversation_id, seq);
create index outbound_waiting on outbound (next_at) where state = 'queued';
create index outbound_sending on outbound (claimed_at) where state = 'sending';
