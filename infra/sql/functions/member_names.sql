-- Names of these members of the business, for those of its team.
create or replace function member_names(p_users uuid[]) returns table (user_id uuid, name text)
language sql stable security definer set search_path = public, pg_temp
as $$
  select u.id, u.name from memberships m join users u on u.id = m.user_id
  where m.business_id = (select current_business()) and m.user_id = any(p_users)
$$;
call own_function('member_names', 'recado_app');
