-- Whether an invitation's maker may still invite: a member who may give that role, and a key that is not revoked.
create or replace function inviter_stands(p_invitation invitations) returns boolean
language sql stable set search_path = public, pg_temp
as $$
  select (p_invitation.invited_by is null or exists (
            select from memberships m
            where m.business_id = p_invitation.business_id and m.user_id = p_invitation.invited_by
              and (m.role = 'OWNER' or (m.role = 'ADMIN' and p_invitation.role <> 'OWNER'))))
     and (p_invitation.invited_with is null or exists (
            select from api_keys k where k.id = p_invitation.invited_with and k.revoked_at is null))
$$;
revoke all on function inviter_stands from public;
grant execute on function inviter_stands to recado_system;
