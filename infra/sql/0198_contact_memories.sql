-- What the agent remembers of customers across conversations. message_id: of the customer's that says it; null of what
-- a person wrote. hidden: kept, but not shown to the agent.
create table contact_memories (
  id uuid primary key,
  business_id uuid not null,
  contact_id uuid not null,
  kind text not null check (kind in ('preference', 'fact', 'issue', 'summary')),
  text text not null check (length(text) between 1 and 200),
  source text not null check (source in ('ai', 'person')),
  message_id uuid,
  hidden boolean not null default false,
  expires_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (id, business_id),
  foreign key (contact_id, business_id) references contacts (id, business_id) on delete cascade
);
call protect_tenant_table('contact_memories');
call show_to_advisor('contact_memories', 'exists (select from contacts c where c.id = contact_id)');
create index on contact_memories (contact_id, created_at);

-- Conversations that are to be read once they are quiet: for what to remember of the customer, and for what to learn
-- of a person's answer. seq: of the last message that was read. due_at: null when nothing waits; a claim moves it on,
-- so that one that was lost comes again.
create table quiet_reviews (
  conversation_id uuid not null,
  kind text not null check (kind in ('memory', 'lesson')),
  business_id uuid not null,
  due_at timestamptz,
  seq bigint not null default 0,
  primary key (conversation_id, kind),
  foreign key (conversation_id, business_id) references conversations (id, business_id) on delete cascade
);
call protect_tenant_table('quiet_reviews');
call show_to_advisor('quiet_reviews', 'exists (select from conversations c where c.id = conversation_id)');
create index on quiet_reviews (due_at) where due_at is not null;
grant select, update (due_at) on quiet_reviews to recado_system;
