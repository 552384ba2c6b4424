-- Whom to tell of what goes wrong in a business.
create or replace function owner_addresses(p_business uuid) returns table (email text, language text)
language sql stable security definer set search_path = public, pg_temp
as $$
  select u.email, u.language from memberships m join users u on u.id = m.user_id
  where m.business_id = p_business and m.role = 'OWNER' and u.email_verified_at is not null
  order by u.email
$$;
call own_function('owner_addresses', 'recado_worker');
