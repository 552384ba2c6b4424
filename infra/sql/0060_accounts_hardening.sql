-- Networks from which a person has logged in (digests, so that no address is readable): guesses made elsewhere at their
-- account do not lock them out there.
create table known_networks (
  user_id uuid not null references users on delete cascade,
  network bytea not null,
  last_used_at timestamptz not null default now(),
  primary key (user_id, network)
);
grant select, insert, update, delete on known_networks to recado_accounts;

-- Whether a session was opened, or confirmed, with the second factor.
alter table sessions add column second_factor boolean not null default false;
update sessions s set second_factor = true
from second_factors f where f.user_id = s.user_id and f.confirmed_at <= s.created_at;

-- The API key an invitation was made with. Invitations fall with who made them.
drop index if exists api_keys_business_id_id_idx;
alter table api_keys add constraint api_keys_business_id_id_key unique (business_id, id);
alter table invitations
  add column invited_with uuid,
  add foreign key (business_id, invited_with) references api_keys (business_id, id) on delete set null (invited_with);

grant create on schema public to recado_system;

-- A person with a session, as of now: no row when the session is over. `role` is null outside their businesses.
-- `second_factor`: it is on, and this session was opened or confirmed with it.
drop function admit_person(uuid, uuid, uuid, bytea, interval);
create function admit_person(p_user uuid, p_session uuid, p_business uuid, p_caller bytea, p_window interval)
returns table (
  email_verified boolean, super_admin boolean, second_factor boolean, role text, sees_all boolean,
  requests integer, seconds double precision
)
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  return query
    select u.email_verified_at is not null, u.super_admin,
           s.second_factor and exists (
             select from second_factors f where f.user_id = u.id and f.confirmed_at is not null),
           m.role, coalesce(b.advisors_see_all, false), c.requests, c.seconds
    from sessions s
      join users u on u.id = s.user_id
      left join memberships m on m.business_id = p_business and m.user_id = u.id
      left join businesses b on b.id = m.business_id
      cross join lateral count_request(p_caller, p_window) c
    where s.id = p_session and s.user_id = p_user and s.revoked_at is null and s.expires_at > now();
end $$;

-- Whether an invitation's maker may still invite: a member who may give that role, and a key that is not revoked.
create function inviter_stands(p_invitation invitations) returns boolean
language sql stable set search_path = public, pg_temp
as $$
  select (p_invitation.invited_by is null or exists (
            select from memberships m
            where m.business_id = p_invitation.business_id and m.user_id = p_invitation.invited_by
              and (m.role = 'OWNER' or (m.role = 'ADMIN' and p_invitation.role <> 'OWNER'))))
     and (p_invitation.invited_with is null or exists (
            select from api_keys k where k.id = p_invitation.invited_with and k.revoked_at is null))
$$;

create or replace function open_invitation(p_digest bytea) returns table (email text)
language sql stable security definer set search_path = public, pg_temp
as $$
  select i.email from invitations i
  where i.digest = p_digest and i.is_open and i.expires_at > now() and inviter_stands(i)
$$;

create or replace function accept_invitation(p_digest bytea, p_user uuid, p_email text, p_audit uuid, p_request text)
returns table (business_id uuid, role text)
language sql security definer set search_path = public, pg_temp
as $$
  with used as (
    update invitations i set accepted_at = now()
    where i.digest = p_digest and i.email = p_email and i.is_open and i.expires_at > now() and inviter_stands(i)
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

alter function admit_person(uuid, uuid, uuid, bytea, interval) owner to recado_system;
revoke all on function admit_person(uuid, uuid, uuid, bytea, interval) from public;
revoke all on function inviter_stands(invitations) from public;
grant execute on function inviter_stands(invitations) to recado_system;
grant execute on function admit_person(uuid, uuid, uuid, bytea, interval) to recado_accounts;
revoke create on schema public from recado_system;
