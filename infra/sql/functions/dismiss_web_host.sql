-- The host takes no more part.
create or replace function dismiss_web_host(p_name text) returns void
language sql volatile security definer set search_path = public, pg_temp
as $$ delete from web_hosts h where h.name = p_name $$;
call own_function('dismiss_web_host', 'recado_worker');
