-- A business that is to be deleted: since when, and when it is erased. Until then its owners may change their mind.
alter table businesses
  add column deletion_began_at timestamptz,
  add column deletes_at timestamptz,
  add check ((deletion_began_at is null) = (deletes_at is null));
create index businesses_to_delete on businesses (deletes_at) where deletes_at is not null;
grant select (deletion_began_at, deletes_at) on businesses to recado_system;
-- It answers more columns (functions/).
drop function businesses_of(uuid);
