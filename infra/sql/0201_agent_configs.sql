-- Versions of how a business's agent behaves. The published one is what the columns of the business say; those before it
-- are retired. A draft has no number until it is published; revision: of the draft, one more with each change.
create table agent_configs (
  id uuid primary key,
  business_id uuid not null,
  version integer check (version >= 1),
  state text not null check (state in ('draft', 'published', 'retired')),
  body jsonb not null check (jsonb_typeof(body) = 'object' and length(body::text) <= 200000),
  revision integer not null default 1 check (revision >= 1),
  note text not null default '' check (length(note) <= 300),
  published_by uuid references users on delete set null,
  published_at timestamptz,
  changed_by uuid references users on delete set null,
  changed_at timestamptz not null default now(),
  check ((state = 'draft') = (version is null)),
  check ((state = 'draft') = (published_at is null)),
  unique (id, business_id),
  unique (business_id, version)
);
call protect_tenant_table('agent_configs');
call show_to_advisor('agent_configs', 'false');
create unique index on agent_configs (business_id) where state = 'draft';
create unique index on agent_configs (business_id) where state = 'published';
create index on agent_configs (published_by) where published_by is not null;
create index on agent_configs (changed_by) where changed_by is not null;

-- Which version answered.
alter table agent_turns
  add column config_id uuid,
  add foreign key (config_id, business_id) references agent_configs (id, business_id) on delete set null (config_id);
create index on agent_turns (config_id) where config_id is not null;
