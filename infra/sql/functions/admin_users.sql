-- People, newest first, after p_id; p_search is part of a name or an address, or an id.
create or replace function admin_users(p_search text, p_id uuid, p_limit integer) returns table (
  id uuid, email text, name text, created_at timestamptz, email_verified boolean, second_factor boolean,
  super_admin boolean, businesses integer
)
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
as $$
begin
  return query
    select u.id, u.email, u.name, u.created_at, u.email_verified_at is not null,
           exists (select from second_factors f where f.user_id = u.id and f.confirmed_at is not null), u.super_admin,
           (select count(*)::integer from memberships m where m.user_id = u.id)
    from users u
    where (p_id is null or u.id < p_id)
      and (p_search is null or position(lower(p_search) in lower(u.name)) > 0
           or position(lower(p_search) in u.email) > 0 or u.id::text = lower(p_search))
    order by u.id desc limit p_limit;
end $$;
call own_function('admin_users', 'recado_admin');
