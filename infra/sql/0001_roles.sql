-- Roles. Processes log in as a role that by itself may do nothing; each transaction takes one of two roles:
--   recado_app     one tenant's rows, chosen by app.business_id, enforced by row-level security
--   recado_worker  no table at all, only the named cross-tenant functions (routing, claims, sweeps)
-- recado_system owns those functions; no process can take it. None of them bypasses row-level security.
do $$
declare name text;
begin
  foreach name in array array['recado_app', 'recado_worker', 'recado_system'] loop
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I nologin noinherit nobypassrls', name);
    end if;
  end loop;
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant recado_system to %I', current_user);
  end if;
end $$;

revoke create on schema public from public;
grant usage on schema public to recado_app, recado_worker, recado_system;

-- The tenant of the current transaction; null when none is set, so that no row matches.
create function current_business() returns uuid
language sql stable parallel safe
as $$ select nullif(current_setting('app.business_id', true), '')::uuid $$;

-- Puts a table under row-level security: a tenant sees its own rows, recado_system only what a migration grants it.
create procedure protect_tenant_table(tab regclass)
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tab);
  execute format('alter table %s force row level security', tab);
  execute format('create policy tenant on %s to recado_app using (business_id = current_business()) '
                 'with check (business_id = current_business())', tab);
  execute format('create policy system on %s to recado_system using (true) with check (true)', tab);
  execute format('grant select, insert, update, delete on %s to recado_app', tab);
end $$;
revoke all on procedure protect_tenant_table from public;
