-- Files of contacts whose queue message was lost are found again. touched_at: when work on it was last begun or got on.
-- attempts: how often work was begun since it last got on; a file that no run gets on with is given up.
alter table contact_files
  add column touched_at timestamptz not null default now(),
  add column attempts integer not null default 0;
create index contact_files_open on contact_files (touched_at) where state in ('waiting', 'queued', 'running');
grant select (id, business_id, state, touched_at) on contact_files to recado_system;
grant update (touched_at, state, reason, finished_at) on contact_files to recado_system;
