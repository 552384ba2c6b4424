-- Businesses (tenants), the Meta apps that call us, and WhatsApp numbers (instances).
create table businesses (
  id uuid primary key,
  business_id uuid generated always as (id) stored,
  name text not null check (length(name) between 1 and 200),
  timezone text not null default 'UTC',
  language text not null default 'es' check (language in ('es', 'en')),
  currency text not null default 'USD' check (currency ~ '^[A-Z]{3}$'),
  objective text not null default 'SALES' check (objective in ('SALES', 'APPOINTMENTS')),
  context text not null default '',
  bot_enabled boolean not null default true,
  buffer_quiet_seconds real not null default 8 check (buffer_quiet_seconds between 0 and 300),
  buffer_max_seconds real not null default 30 check (buffer_max_seconds between 0 and 900),
  human_pause_minutes integer not null default 60 check (human_pause_minutes between 0 and 10080),
  agent_model text,
  agent_effort text check (agent_effort in ('minimal', 'low', 'medium', 'high')),
  history_tokens integer not null default 6000 check (history_tokens between 200 and 200000),
  created_at timestamptz not null default now()
);
call protect_tenant_table('businesses');

-- What the super admin sets for every business; one row.
create table platform_settings (
  id boolean primary key default true check (id),
  agent_model text not null default 'gpt-5-mini',
  agent_effort text check (agent_effort in ('minimal', 'low', 'medium', 'high')) default 'low'
);
insert into platform_settings default values;
grant select on platform_settings to recado_app, recado_worker;

-- Money a model costs, in millionths of a US dollar for a million tokens; no row: the cost is unknown.
create table model_prices (
  model text primary key,
  input_micros bigint not null,
  cached_micros bigint not null,
  output_micros bigint not null
);
grant select on model_prices to recado_app;
insert into model_prices values
  ('gpt-5', 1250000, 125000, 10000000), ('gpt-5-mini', 250000, 25000, 2000000), ('gpt-5-nano', 50000, 5000, 400000),
  ('gpt-4.1', 2000000, 500000, 8000000), ('gpt-4.1-mini', 400000, 100000, 1600000), ('gpt-4o', 2500000, 1250000, 10000000),
  ('gpt-4o-mini', 150000, 75000, 600000);

-- A Meta app calls one route, signed with its secret. Several numbers may live under one app.
create table meta_apps (
  id uuid primary key,
  business_id uuid references businesses on delete cascade,
  route text not null unique check (route ~ '^[A-Za-z0-9_-]{8,64}$'),
  app_secret_sealed bytea not null,
  verify_token_sealed bytea not null,
  created_at timestamptz not null default now()
);
call protect_tenant_table('meta_apps');
create index on meta_apps (business_id);

create table instances (
  id uuid primary key,
  business_id uuid not null references businesses on delete cascade,
  provider text not null check (provider in ('cloud', 'web')),
  name text not null,
  state text not null default 'active' check (state in ('active', 'stopped', 'disabled')),
  state_reason text,
  meta_app_id uuid references meta_apps on delete restrict,
  channel_id text not null,
  account_id text,
  display_phone text,
  token_sealed bytea,
  created_at timestamptz not null default now(),
  check (provider <> 'cloud' or (meta_app_id is not null and token_sealed is not null and account_id is not null))
);
call protect_tenant_table('instances');
create unique index on instances (provider, channel_id);
create index on instances (business_id);
create index on instances (meta_app_id, account_id);
