-- What a business gives its agent: files it may send, and whose text it looks things up in. Each has the object of the
-- upload it came from. version: of its content; what was begun for an older one ends without effect.
create table files (
  id uuid primary key,
  business_id uuid not null references businesses on delete cascade,
  title text not null check (length(title) between 1 and 120),
  description text not null default '' check (length(description) <= 1000),
  when_to_use text not null default '' check (length(when_to_use) <= 300),
  filename text check (length(filename) <= 1000),
  mime_type text not null check (length(mime_type) <= 200),
  object_key text not null,
  size bigint not null check (size > 0),
  sha256 bytea not null check (length(sha256) = 32),
  sendable boolean not null,
  searchable boolean not null,
  state text not null default 'waiting' check (state in ('waiting', 'ready', 'failed', 'no_text')),
  reason text check (length(reason) <= 60),
  pages integer,
  chunks integer not null default 0,
  version integer not null default 1,
  attempts integer not null default 0,
  touched_at timestamptz not null default now(),
  changed_by uuid,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  unique (id, business_id),
  constraint files_same_content unique (business_id, sha256)
);
call protect_tenant_table('files');
call show_to_advisor('files', 'false');
create index on files (business_id, id);
create index on files (business_id, object_key);
create index files_waiting on files (touched_at) where state = 'waiting';
grant select (id, business_id, object_key, state, version, touched_at), update (touched_at) on files to recado_system;

-- The text of files as it is found. search: folded, with what the passage stands under.
create table file_chunks (
  business_id uuid not null,
  file_id uuid not null,
  position integer not null,
  page integer,
  heading text check (length(heading) <= 300),
  text text not null check (length(text) between 1 and 4000),
  search text generated always as (search_text(heading, text)) stored,
  primary key (file_id, position),
  foreign key (file_id, business_id) references files (id, business_id) on delete cascade
);
call protect_tenant_table('file_chunks');
call show_to_advisor('file_chunks', 'false');
create index file_chunks_words on file_chunks using gin (business_id, search gin_trgm_ops);
grant select on files, file_chunks to recado_system;
