-- What a link invites to, and whether it can still be used: open, used, revoked (also: who made it may not invite any
-- more, or the business is to be deleted) or expired.
create or replace function invitation_by_token(p_digest bytea) returns table (
  email text, role text, expires_at timestamptz, state text, business_name text, language text, invited_by text, logo text
)
language sql stable security definer set search_path = public, pg_temp
as $$
  select i.email, i.role, i.expires_at,
         case when i.accepted_at is not null then 'used'
              when i.revoked_at is not null or b.deletes_at is not null or not inviter_stands(i) then 'revoked'
              when i.expires_at <= now() then 'expired' else 'open' end,
         b.name, b.language, u.name, b.logo
  from invitations i join businesses b on b.id = i.business_id left join users u on u.id = i.invited_by
  where i.digest = p_digest
$$;
call own_function('invitation_by_token', 'recado_accounts');
