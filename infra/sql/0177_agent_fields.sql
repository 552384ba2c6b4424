-- What the agent fills in of a contact's fields, each value with the words of the customer that prove it.
alter table contact_fields
  add column description text not null default '' check (length(description) <= 300),
  add column extract boolean not null default false;

create table field_evidence (
  id uuid primary key,
  business_id uuid not null,
  contact_id uuid not null,
  field_key text not null check (length(field_key) <= 40),
  value jsonb not null,
  message_id uuid not null,
  quote text not null check (length(quote) <= 300),
  state text not null check (state in ('applied', 'suggested', 'accepted', 'rejected', 'superseded')),
  model text,
  created_at timestamptz not null default now(),
  unique (id, business_id),
  foreign key (contact_id, business_id) references contacts (id, business_id) on delete cascade
);
call protect_tenant_table('field_evidence');
call show_to_advisor('field_evidence', 'exists (select from contacts c where c.id = contact_id)');
create index on field_evidence (contact_id, created_at);
create index on field_evidence (message_id);

-- Facts of customers that have no field yet. Those of one kind that several customers have become a proposal.
create table field_sightings (
  id uuid primary key,
  business_id uuid not null,
  contact_id uuid not null,
  key text not null check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  label text not null check (length(label) between 1 and 60),
  type text not null check (type in ('text', 'number', 'date', 'boolean')),
  message_id uuid not null,
  quote text not null check (length(quote) <= 300),
  created_at timestamptz not null default now(),
  unique (id, business_id),
  unique (business_id, key, contact_id),
  foreign key (contact_id, business_id) references contacts (id, business_id) on delete cascade
);
call protect_tenant_table('field_sightings');
call show_to_advisor('field_sightings', 'exists (select from contacts c where c.id = contact_id)');
create index on field_sightings (contact_id);

create table field_proposals (
  business_id uuid not null,
  key text not null check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  state text not null check (state in ('accepted', 'rejected')),
  decided_at timestamptz not null default now(),
  primary key (business_id, key)
);
call protect_tenant_table('field_proposals');

-- Conversations that are to be read for fields once they are quiet. seq: of the last message that was read. due_at:
-- null when nothing waits; a claim moves it on, so that one that was lost comes again.
create table field_reviews (
  conversation_id uuid primary key,
  business_id uuid not null,
  due_at timestamptz,
  seq bigint not null default 0,
  foreign key (conversation_id, business_id) references conversations (id, business_id) on delete cascade
);
call protect_tenant_table('field_reviews');
call show_to_advisor('field_reviews', 'exists (select from conversations c where c.id = conversation_id)');
create index on field_reviews (due_at) where due_at is not null;
grant select, update (due_at) on field_reviews to recado_system;
