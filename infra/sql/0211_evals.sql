-- Cases that measure the agent of a business. body: steps and expectations.
create table eval_cases (
  id uuid primary key,
  business_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  source text not null check (source in ('written', 'recorded')),
  tags text[] not null default '{}' check (cardinality(tags) <= 5),
  body jsonb not null check (pg_column_size(body) <= 200000),
  revision integer not null default 1,
  created_by uuid references users on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (id, business_id)
);
call protect_tenant_table('eval_cases');
call show_to_advisor('eval_cases', 'false');
create index on eval_cases (business_id, created_at, id);

-- Cases played against a configuration. config_version: of the published one; null of a draft. A business has one run
-- at a time. beat_at: when something last happened in it, so that one whose jobs were lost is taken up again.
create table eval_runs (
  id uuid primary key,
  business_id uuid not null,
  state text not null check (state in ('running', 'finished', 'stopped', 'capped', 'failed')),
  config jsonb not null,
  config_version integer,
  model text not null,
  trials smallint not null check (trials between 1 and 4),
  started_by uuid references users on delete set null,
  started_at timestamptz not null default now(),
  beat_at timestamptz not null default now(),
  ended_at timestamptz,
  unique (id, business_id)
);
call protect_tenant_table('eval_runs');
call show_to_advisor('eval_runs', 'false');
create index on eval_runs (business_id, started_at, id);
create unique index eval_runs_one_at_a_time on eval_runs (business_id) where state = 'running';
create index on eval_runs (beat_at) where state = 'running';
grant select, update (beat_at) on eval_runs to recado_system;

-- The cases of a run as they were when it began: what becomes of a case later changes nothing of what was measured.
create table eval_run_cases (
  run_id uuid not null,
  case_id uuid not null,
  business_id uuid not null,
  position integer not null,
  name text not null,
  tags text[] not null default '{}',
  body jsonb not null,
  primary key (run_id, case_id),
  unique (run_id, case_id, business_id),
  foreign key (run_id, business_id) references eval_runs (id, business_id) on delete cascade
);
call protect_tenant_table('eval_run_cases');
call show_to_advisor('eval_run_cases', 'false');

-- One trial of a case of a run: waiting, claimed until held_until, or done, once. trouble: why one did not come to an
-- end. said: messages of the agent; invented: those of them with a figure that stands nowhere; tool_points: bursts
-- whose first tool is judged. sandbox_id: the business it is played in, which goes afterwards. progress: how far it got, when
-- another job goes on with it.
create table eval_results (
  run_id uuid not null,
  case_id uuid not null,
  trial smallint not null check (trial between 1 and 4),
  business_id uuid not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done')),
  attempts smallint not null default 0,
  claim_id uuid,
  held_until timestamptz,
  sandbox_id uuid,
  progress jsonb,
  passed boolean,
  trouble text check (length(trouble) <= 200),
  checks jsonb not null default '[]',
  transcript jsonb not null default '[]',
  said integer not null default 0,
  invented integer not null default 0,
  tool_points integer not null default 0,
  tools_right integer not null default 0,
  cost_micros bigint,
  milliseconds integer,
  ended_at timestamptz,
  primary key (run_id, case_id, trial),
  foreign key (run_id, case_id, business_id) references eval_run_cases (run_id, case_id, business_id) on delete cascade
);
call protect_tenant_table('eval_results');
call show_to_advisor('eval_results', 'false');
create index on eval_results (run_id, state);
create index on eval_results (business_id, ended_at) where ended_at is not null;
