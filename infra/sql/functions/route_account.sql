-- The business an account-level webhook is about, when all numbers of that account under the app are one business's.
create or replace function route_account(p_route text, p_account text) returns table (business_id uuid)
language sql stable security definer set search_path = public, pg_temp
as $$
  select min(i.business_id::text)::uuid
  from meta_apps a join instances i on i.meta_app_id = a.id
  where a.route = p_route and i.account_id = p_account
  having count(distinct i.business_id) = 1
$$;
call own_function('route_account', 'recado_worker');
