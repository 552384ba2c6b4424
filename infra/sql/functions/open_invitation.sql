
create or replace function open_invitation(p_digest bytea) returns table (email text)
language sql stable security definer set search_path = public, pg_temp
as $$
  select i.email from invitations i
  where i.digest = p_digest and i.is_open and i.expires_at > now() and inviter_stands(i)
$$;
call own_function('open_invitation', 'recado_accounts');
