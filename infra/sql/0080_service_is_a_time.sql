-- Service is a time: every door compares it with the clock, so it ends and returns though nobody sweeps.
alter table businesses
  add column service_until timestamptz,  -- null: without end
  add column suspended_at timestamptz,  -- by the super admin, stronger than any payment
  add column suspended_why text check (length(suspended_why) <= 500);
grant select (id, service_until, suspended_at) on businesses to recado_system;
drop function if exists admit_person(uuid, uuid, uuid, bytea, interval);
drop function if exists admit_key(bytea, interval);
