-- What the agent of a business may cost in a day, in millionths of a US dollar; null: as much as it needs. When the cap
-- was reached last, and when the owners were told so.
alter table businesses
  add column agent_daily_micros bigint check (agent_daily_micros between 10000 and 10000000000),
  add column agent_capped_at timestamptz,
  add column agent_capped_told_at timestamptz;
create index businesses_capped on businesses (agent_capped_at)
  where agent_capped_at is not null and agent_capped_told_at is null;
grant select (id, name, agent_capped_at, agent_capped_told_at) on businesses to recado_system;
