create or replace function admit_person(p_user uuid, p_session uuid, p_business uuid, p_caller bytea, p_window interval)
returns table (
  email_verified boolean, super_admin boolean, second_factor boolean, role text, sees_all boolean,
  in_service boolean,  requests integer, seconds double precision
)
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  return query
    select u.email_verified_at is not null, u.super_admin,
           s.second_factor and exists (
             select from second_factors f where f.user_id = u.id and f.confirmed_at is not null),
           m.role, coalesce(b.advisors_see_all, false),
           b.id is not null and in_service(b.id), c.requests, c.seconds
    from sessions s
      join users u on u.id = s.user_id
      left join memberships m on m.business_id = p_business and m.user_id = u.id
      left join businesses b on b.id = m.business_id
      cross join lateral count_request(p_caller, p_window) c
    where s.id = p_session and s.user_id = p_user and s.revoked_at is null and s.expires_at > now();
end $$;
call own_function('admit_person', 'recado_accounts');
