-- Who is trying out the agent, and in which sandbox: one session for each member (or API key).
create table bench_sessions (
  id uuid primary key,
  business_id uuid not null references businesses on delete cascade,
  opened_by uuid not null,
  sandbox_id uuid not null unique references businesses on delete cascade,
  config text not null check (config in ('live', 'draft')),
  real_tools boolean not null,
  created_at timestamptz not null default now(),
  unique (id, business_id),
  unique (business_id, opened_by)
);
call protect_tenant_table('bench_sessions');
call show_to_advisor('bench_sessions', 'false');
