-- What happened: usage of models, the event log, and webhook bodies kept raw.
create table usage (
  id uuid primary key,
  business_id uuid not null references businesses on delete cascade,
  conversation_id uuid references conversations on delete set null,
  feature text not null,
  provider text not null,
  model text not null,
  input_tokens integer not null,
  cached_tokens integer not null,
  output_tokens integer not null,
  cost_micros bigint,
  milliseconds integer not null,
  created_at timestamptz not null default now()
);
call protect_tenant_table('usage');
create index on usage (business_id, created_at);

create table events (
  id uuid primary key,
  business_id uuid references businesses on delete cascade,
  severity text not null check (severity in ('info', 'warning', 'error')),
  type text not null,
  data jsonb not null default '{}',
  created_at timestamptz not null default now()
);
call protect_tenant_table('events');
create index on events (business_id, created_at desc);

-- Updates of kinds we do not know, or for numbers we do not know. digest: sha256 of the update, so it is kept once.
create table raw_updates (
  digest bytea primary key,
  business_id uuid references businesses on delete cascade,
  route text not null,
  field text not null,
  raw jsonb not null,
  created_at timestamptz not null default now()
);
call protect_tenant_table('raw_updates');
create index on raw_updates (business_id, created_at desc);
