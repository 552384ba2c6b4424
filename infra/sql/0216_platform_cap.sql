-- What all agents of the platform together may cost in an hour, in millionths of a US dollar; null: as much as they need.
alter table platform_settings add column hourly_micros bigint check (hourly_micros between 10000 and 1000000000000);
create index usage_created_at_idx on usage using brin (created_at);
