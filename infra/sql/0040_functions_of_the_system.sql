-- Functions have one current text each, under functions/, applied again by the migrator when it changes. A migration that
-- changes a signature or an answer's columns drops the old one first.

-- Gives a function to recado_system, so that it sees every tenant, and to nobody but the roles named.
create procedure own_function(name text, variadic roles text[] default '{}')
language plpgsql as $$
declare
  f regprocedure := (select p.oid from pg_proc p where p.proname = name and p.pronamespace = 'public'::regnamespace);
  role text;
begin
  grant create on schema public to recado_system;
  execute format('alter function %s owner to recado_system', f);
  revoke create on schema public from recado_system;
  execute format('revoke all on function %s from public, recado_app, recado_worker, recado_accounts, recado_admin', f);
  foreach role in array roles loop
    execute format('grant execute on function %s to %I', f, role);
  end loop;
end $$;
revoke all on procedure own_function from public;
