-- Counts one request, and answers how many came in this window and how many seconds it still lasts.
create or replace function count_request(p_caller bytea, p_window interval, out requests integer, out seconds double precision)
language sql security definer set search_path = public, pg_temp
as $$
  insert into request_counts as c values (p_caller, 1, now() + p_window)
  on conflict (caller) do update set
    requests = case when c.until <= now() then 1 else c.requests + 1 end,
    until = case when c.until <= now() then now() + p_window else c.until end
  returning c.requests, extract(epoch from c.until - now())::float8
$$;
call own_function('count_request', 'recado_accounts');
