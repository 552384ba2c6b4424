-- What budgets need to remember no more.
create or replace function forget_budgets() returns void
language sql security definer set search_path = public, pg_temp
as $$
  delete from send_pairs where paid_at < clock_timestamp();
  delete from opened_customers where quarter < floor(extract(epoch from clock_timestamp()) / 900)::integer - 96;
  delete from opened_quarters where quarter < floor(extract(epoch from clock_timestamp()) / 900)::integer - 96;
$$;
call own_function('forget_budgets', 'recado_worker');
