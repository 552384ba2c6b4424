-- What the agent did to answer: a turn each time it takes a buffer up, and the tools it called in it. Texts of customers
-- are in neither but for a tool's arguments and result.
create table agent_turns (
  id uuid primary key,
  business_id uuid not null,
  conversation_id uuid not null,
  newest_message_id uuid not null,  -- the customer's last message when it was taken up
  claim_id uuid not null,
  state text not null default 'started'
    check (state in ('started', 'answered', 'handed', 'silent', 'stale', 'failed')),
  reason text check (length(reason) <= 200),
  model text,
  calls integer not null default 0,
  tool_calls integer not null default 0,
  milliseconds integer,
  verdict jsonb not null default '{}',
  created_at timestamptz not null default now(),
  unique (id, business_id),
  foreign key (conversation_id, business_id) references conversations (id, business_id) on delete cascade
);
call protect_tenant_table('agent_turns');
call show_to_advisor('agent_turns', 'exists (select from conversations c where c.id = conversation_id)');
create index on agent_turns (conversation_id, created_at);
create index on agent_turns (business_id, created_at);
create index on agent_turns (created_at) where state = 'started';
grant select (id, business_id, state, created_at), update (state, reason), delete on agent_turns to recado_system;

create table agent_tool_calls (
  id uuid primary key,
  business_id uuid not null,
  turn_id uuid not null,
  conversation_id uuid not null,
  position integer not null,
  name text not null check (length(name) <= 64),
  arguments jsonb not null,
  result jsonb,
  state text not null check (state in ('started', 'done', 'failed', 'unknown')),
  code text check (length(code) <= 60),
  effect boolean not null,
  key bytea not null,
  milliseconds integer,
  created_at timestamptz not null default now(),
  unique (business_id, key),
  foreign key (turn_id, business_id) references agent_turns (id, business_id) on delete cascade,
  foreign key (conversation_id, business_id) references conversations (id, business_id) on delete cascade
);
call protect_tenant_table('agent_tool_calls');
call show_to_advisor('agent_tool_calls', 'exists (select from conversations c where c.id = conversation_id)');
create index on agent_tool_calls (turn_id);
create index on agent_tool_calls (conversation_id, created_at);
create index on agent_tool_calls (created_at);
grant select (id, created_at), delete on agent_tool_calls to recado_system;

alter table usage add column turn_id uuid;

-- Conversations the agent gave to people: open until somebody of the team writes or says that they have it, then taken,
-- and closed when the agent may answer again.
create table handovers (
  id uuid primary key,
  business_id uuid not null,
  conversation_id uuid not null,
  reason text not null
    check (reason in ('asked', 'complaint', 'payment', 'out_of_scope', 'doubtful', 'urgent', 'loop', 'failed')),
  summary text not null default '' check (length(summary) <= 300),
  state text not null default 'open' check (state in ('open', 'taken', 'closed')),
  taken_by uuid,
  opened_at timestamptz not null default now(),
  taken_at timestamptz,
  closed_at timestamptz,
  foreign key (conversation_id, business_id) references conversations (id, business_id) on delete cascade
);
call protect_tenant_table('handovers');
call show_to_advisor('handovers', 'exists (select from conversations c where c.id = conversation_id)');
create unique index handovers_one_open on handovers (conversation_id) where state = 'open';
create index on handovers (conversation_id, opened_at);
create index on handovers (business_id) where state = 'open';
