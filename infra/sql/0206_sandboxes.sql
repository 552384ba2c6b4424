-- Sandboxes: businesses in which a business's agent is tried out. They have no member, no number and no customer; nothing
-- leaves them, and they count in nothing. They are erased as any business is, a day after they were made or when closed.
alter table businesses add column sandbox_of uuid references businesses on delete cascade check (sandbox_of <> id);
create index on businesses (sandbox_of, created_at) where sandbox_of is not null;
create index on businesses (created_at) where sandbox_of is not null and deletes_at is null;

-- The channel of a sandbox: what is sent by it is there at once, and nowhere else.
alter table instances drop constraint instances_provider_check;
alter table instances
  add constraint instances_provider_check check (provider in ('cloud', 'web', 'sandbox')) not valid;
alter table instances validate constraint instances_provider_check;

-- Of a tool in a sandbox. secrets_of: the tool whose secrets these are, since they are sealed to it. dry: it is not
-- called; the agent is told that this is a test.
alter table external_tools add column secrets_of uuid, add column dry boolean not null default false;

grant insert on businesses, instances, contacts, conversations, contact_fields, files, file_chunks, external_tools, lessons,
  usage to recado_system;
grant select on businesses, instances, contact_fields, files, file_chunks, external_tools, lessons, usage to recado_system;
grant update (deletion_began_at, deletes_at) on businesses to recado_system;

-- They answer one column more: whether it is a sandbox.
drop function if exists claim_due_buffers(integer, interval, integer);
drop function if exists claim_erasure(interval);
