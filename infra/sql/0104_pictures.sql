-- Logos of businesses and avatars of people: each names an object that nobody can guess, and that anybody may read who
-- was shown its name.
alter table businesses add column logo text check (logo ~ '^[A-Za-z0-9_-]{43}$');
alter table users add column avatar text check (avatar ~ '^[A-Za-z0-9_-]{43}$');

-- Objects of pictures that nothing names, or not yet: removed when they are due.
create table loose_pictures (
  object_key text primary key,
  due_at timestamptz not null
);
create index on loose_pictures (due_at);
grant select, insert, update, delete on loose_pictures to recado_system;

drop function if exists businesses_of(uuid);
drop function if exists invitation_by_token(bytea);
