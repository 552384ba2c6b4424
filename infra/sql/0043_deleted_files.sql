-- Files of rows that are gone: whoever deletes a row that names an object leaves the object's key here, and the sweep
-- removes the object unless another row names it too.
create table deleted_objects (
  business_id uuid not null,
  object_key text not null,
  deleted_at timestamptz not null default now(),
  primary key (business_id, object_key)
);
call protect_tenant_table('deleted_objects');
call hide_from_advisor('deleted_objects');
grant select, insert, delete on deleted_objects to recado_system;
create index on deleted_objects (deleted_at);
grant select on uploads, voice_notes to recado_system;
grant delete on voice_notes, uploads to recado_system;
create index on media (business_id, object_key) where object_key is not null;
create index on uploads (created_at);

-- How long vendors' own words are kept: updates as they came, and what Meta said of each message.
create index on raw_updates (created_at);
grant select (digest, created_at), delete on raw_updates to recado_system;
alter table message_statuses add column stored_at timestamptz not null default now();
create index on message_statuses (stored_at);
grant select, delete on message_statuses to recado_system;
