-- Makes the person a member, once: no row when the invitation is not open any more or is for another address. Who is a
-- member already keeps their role.
create or replace function accept_invitation(p_digest bytea, p_user uuid, p_email text, p_audit uuid, p_request text)
returns table (business_id uuid, role text)
language sql security definer set search_path = public, pg_temp
as $$
  with used as (
    update invitations i set accepted_at = now()
    where i.digest = p_digest and i.email = p_email and i.is_open and i.expires_at > now() and inviter_stands(i)
      and exists (select from businesses b where b.id = i.business_id and b.deletes_at is null)
    returning i.id, i.business_id, i.role
  ), joined as (
    insert into memberships as m (business_id, user_id, role) select u.business_id, p_user, u.role from used u
    on conflict (business_id, user_id) do update set role = m.role
    returning m.business_id, m.role
  ), noted as (
    insert into audit (id, business_id, actor_kind, actor_id, actor_role, action, thing, thing_id, after, request_id)
    select p_audit, u.business_id, 'user', p_user, j.role, 'member.joined', 'member', p_user,
           jsonb_build_object('role', j.role, 'invitation_id', u.id), p_request
    from used u join joined j on j.business_id = u.business_id
  )
  select j.business_id, j.role from joined j
$$;
call own_function('accept_invitation', 'recado_accounts');
