-- The team of a business: invitations, whose turn it is, whose contact is whose, and what an advisor sees of all that.
alter table memberships
  add column takes_turns boolean not null default false,
  add column away boolean not null default false;

create table invitations (
  id uuid primary key,
  business_id uuid not null references businesses on delete cascade,
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  role text not null check (role in ('OWNER', 'ADMIN', 'ADVISOR')),
  digest bytea not null unique,
  invited_by uuid references users on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  is_open boolean not null generated always as (accepted_at is null and revoked_at is null) stored
);
call protect_tenant_table('invitations');
create unique index invitations_open on invitations (business_id, email) where is_open;
create index on invitations (business_id, id);

-- Who got the last new contact. The row is the lock of a business's turns; none: nobody ever took turns there.
create table turns (
  business_id uuid primary key references businesses on delete cascade,
  last_user_id uuid
);
call protect_tenant_table('turns');

-- A contact's advisor is a member: whoever leaves, however close to an assignment, leaves no contact behind.
alter table contacts
  add column assigned_to uuid,
  add foreign key (business_id, assigned_to) references memberships (business_id, user_id)
    on delete set null (assigned_to);
create index contacts_assigned on contacts (business_id, assigned_to, id) where assigned_to is not null;

-- The advisor whose contacts are all that the current transaction may see; null: everything of the business.
create function current_advisor() returns uuid
language sql stable parallel safe
as $$ select nullif(current_setting('app.advisor_id', true), '')::uuid $$;

-- Shows an advisor only the rows for which `condition` holds, to read and to write. Transactions without an advisor pay
-- one look at the setting: the scalar subselect runs once, and `case` keeps the planner from guessing that few rows pass.
create procedure show_to_advisor(tab regclass, condition text)
language plpgsql as $$
declare rule text := format('case when (select current_advisor()) is null then true else %s end', condition);
begin
  execute format('create policy advisor on %s as restrictive to recado_app using (%s) with check (%s)', tab, rule, rule);
end $$;
revoke all on procedure show_to_advisor from public;

-- An advisor may add rows (what they do is logged) and neither reads nor changes any.
create procedure hide_from_advisor(tab regclass)
language plpgsql as $$
declare verb text;
begin
  foreach verb in array array['select', 'update', 'delete'] loop
    execute format('create policy advisor_%s on %s as restrictive for %s to recado_app '
                   'using ((select current_advisor()) is null)', verb, tab, verb);
  end loop;
end $$;
revoke all on procedure hide_from_advisor from public;

-- Each condition reads a table that is itself under such a policy, so one line of contacts decides all of them.
call show_to_advisor('contacts', 'assigned_to = (select current_advisor())');
call show_to_advisor('contact_identities', 'exists (select from contacts c where c.id = contact_id)');
call show_to_advisor('conversations', 'exists (select from contacts c where c.id = contact_id)');
call show_to_advisor('messages', 'exists (select from conversations c where c.id = conversation_id)');
call show_to_advisor('buffers', 'exists (select from conversations c where c.id = conversation_id)');
call show_to_advisor('outbound', 'exists (select from conversations c where c.id = conversation_id)');
call show_to_advisor('media', 'exists (select from messages m where m.id = message_id)');
call show_to_advisor('message_statuses', 'exists (select from messages m where m.instance_id = message_statuses.instance_id '
                                         'and m.vendor_id = message_statuses.vendor_id)');
call hide_from_advisor('events');
call hide_from_advisor('usage');
call hide_from_advisor('raw_updates');
call hide_from_advisor('audit');
call hide_from_advisor('api_keys');
call hide_from_advisor('meta_apps');
call hide_from_advisor('invitations');

grant select, update (accepted_at) on invitations to recado_system;
grant insert on audit to recado_system;
grant update (role) on memberships to recado_system;
grant create on schema public to recado_system;

-- Whom an invitation is for, while it is open.
create function open_invitation(p_digest bytea) returns table (email text)
language sql stable security definer set search_path = public, pg_temp
as $$
  select i.email from invitations i
  where i.digest = p_digest and i.is_open and i.expires_at > now()
$$;

-- Makes the person a member, once: no row when the invitation is not open any more or is for another address. Who is a
-- member already keeps their role.
create function accept_invitation(p_digest bytea, p_user uuid, p_email text, p_audit uuid, p_request text)
returns table (business_id uuid, role text)
language sql security definer set search_path = public, pg_temp
as $$
  with used as (
    update invitations i set accepted_at = now()
    where i.digest = p_digest and i.email = p_email and i.is_open and i.expires_at > now()
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

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p
           where p.pronamespace = 'public'::regnamespace and p.proname in ('open_invitation', 'accept_invitation') loop
    execute format('alter function %s owner to recado_system', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to recado_accounts', f);
  end loop;
end $$;
revoke create on schema public from recado_system;
