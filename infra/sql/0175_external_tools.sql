-- Tools a business gives its agent: what is posted to an address of theirs, and what of the answer the model is shown.
-- Secrets are sealed together; their names say which there are. A business has fifteen tools: each has one of its slots.
create table external_tools (
  id uuid primary key,
  business_id uuid not null references businesses on delete cascade,
  slot smallint not null check (slot between 1 and 15),
  name text not null check (name ~ '^[a-z][a-z0-9_]{2,40}$'),
  description text not null check (length(description) between 1 and 1000),
  url text not null check (length(url) between 1 and 2000),
  headers jsonb not null default '{}' check (jsonb_typeof(headers) = 'object' and length(headers::text) <= 30000),
  body_template jsonb not null default '{}'
    check (jsonb_typeof(body_template) = 'object' and length(body_template::text) <= 20000),
  parameters jsonb not null default '[]'
    check (jsonb_typeof(parameters) = 'array' and jsonb_array_length(parameters) <= 20
           and length(parameters::text) <= 60000),
  secrets_sealed bytea check (length(secrets_sealed) <= 60000),
  secret_names text[] not null default '{}' check (cardinality(secret_names) <= 10),
  effect boolean not null,
  timeout_seconds smallint not null default 8 check (timeout_seconds between 1 and 20),
  result_paths text[] not null default '{}' check (cardinality(result_paths) <= 30),
  result_most integer not null default 4000 check (result_most between 100 and 4000),
  enabled boolean not null default true,
  version integer not null default 1,
  changed_by uuid,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  check ((secrets_sealed is null) = (cardinality(secret_names) = 0)),
  unique (id, business_id),
  unique (business_id, name),
  unique (business_id, slot)
);
call protect_tenant_table('external_tools');
call show_to_advisor('external_tools', 'false');

-- Which of them a call was of. Those whose effect is not known are looked for by their tool, and so is its history.
alter table agent_tool_calls
  add column external_tool_id uuid,
  add foreign key (external_tool_id, business_id) references external_tools (id, business_id)
    on delete set null (external_tool_id);
create index on agent_tool_calls (external_tool_id, created_at, id) where external_tool_id is not null;
