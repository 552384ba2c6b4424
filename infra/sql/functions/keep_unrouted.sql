-- Keeps an update that belongs to no tenant we know.
create or replace function keep_unrouted(p_digest bytea, p_route text, p_field text, p_raw jsonb) returns void
language sql security definer set search_path = public, pg_temp
as $$
  insert into raw_updates (digest, route, field, raw) values (p_digest, p_route, p_field, p_raw) on conflict do nothing
$$;
call own_function('keep_unrouted', 'recado_worker');
