-- What outgoing webhooks tell of, written in the transaction of what happened and kept for a while. body: the JSON that is
-- signed and sent, as it is. trace: of the message or request it came from.
create table webhook_messages (
  id uuid primary key,
  business_id uuid not null references businesses on delete cascade,
  type text not null check (type ~ '^[a-z_]+\.[a-z_]+$'),
  at timestamptz not null default now(),
  body text not null check (length(body) <= 20000),
  trace text check (length(trace) <= 55)
);
call protect_tenant_table('webhook_messages');
call hide_from_advisor('webhook_messages');
create index on webhook_messages (business_id, id);
create index on webhook_messages (at);
grant select (id, at), delete on webhook_messages to recado_system;
grant update (trace) on webhook_messages to recado_system;  -- what locking a row asks for; nothing updates one
