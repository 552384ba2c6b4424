-- What the agent learns of its team. Nothing is used before a person approves it. text_hash: of the instruction as it is
-- compared, so that what was rejected is not proposed again. agent_message_id, person_message_id: what it came of.
create table lessons (
  id uuid primary key,
  business_id uuid not null,
  situation text not null check (length(situation) between 1 and 120),
  instruction text not null check (length(instruction) between 1 and 300),
  example text check (length(example) between 1 and 500),
  origin text not null check (origin in ('correction', 'person', 'model')),
  state text not null check (state in ('proposed', 'approved', 'rejected', 'retired')),
  text_hash bytea not null check (length(text_hash) = 32),
  always boolean not null default false,
  uses integer not null default 0,
  agent_message_id uuid,
  person_message_id uuid,
  approved_by uuid references users on delete set null,
  created_at timestamptz not null default now(),
  decided_at timestamptz,
  unique (id, business_id),
  unique (business_id, text_hash)
);
call protect_tenant_table('lessons');
call show_to_advisor('lessons', 'false');
create index on lessons (business_id, state, created_at, id);
create index on lessons (agent_message_id) where agent_message_id is not null;
