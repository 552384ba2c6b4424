-- People, their sessions and the businesses they belong to. A person is no tenant's row: these tables have a role of
-- their own, recado_accounts, which reaches tenants through two named functions only (infra/decisions/0010).
do $$
begin
  if not exists (select from pg_roles where rolname = 'recado_accounts') then
    create role recado_accounts nologin noinherit nobypassrls;
  end if;
end $$;
grant usage on schema public to recado_accounts;

create table users (
  id uuid primary key,
  email text not null unique check (email = lower(email) and length(email) between 3 and 254),
  name text not null check (length(name) between 1 and 200),
  language text not null default 'es' check (language in ('es', 'en')),
  password_hash text not null,
  email_verified_at timestamptz,
  created_at timestamptz not null default now()
);

-- A session is a family of refresh tokens: each is used once, and using an old one again ends the family.
create table sessions (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  chosen_business uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_reason text check (revoked_reason in ('log_out', 'reuse', 'reset'))
);
create index on sessions (user_id);

create table refresh_tokens (
  digest bytea primary key,
  session_id uuid not null references sessions on delete cascade,
  issued_at timestamptz not null default now(),
  used_at timestamptz
);
create index on refresh_tokens (session_id);

create table mail_tokens (
  digest bytea primary key,
  user_id uuid not null references users on delete cascade,
  purpose text not null check (purpose in ('verify', 'reset')),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index on mail_tokens (user_id, purpose);

-- How often something guessable was tried within a window; the key is a digest, so that no address is readable here.
create table attempts (
  key bytea primary key,
  tries integer not null,
  until timestamptz not null
);
create index on attempts (until);

grant select, insert, update, delete on users, sessions, refresh_tokens, mail_tokens, attempts to recado_accounts;

alter table businesses add column trial_ends_at timestamptz;

create table memberships (
  business_id uuid not null references businesses on delete cascade,
  user_id uuid not null references users on delete cascade,
  role text not null check (role in ('OWNER', 'ADMIN', 'ADVISOR')),
  created_at timestamptz not null default now(),
  primary key (business_id, user_id)
);
call protect_tenant_table('memberships');
create index on memberships (user_id);

grant insert on businesses, memberships to recado_system;
grant select on businesses, memberships to recado_system;
grant create on schema public to recado_system;

-- A new business with its first owner.
create function found_business(
  p_business uuid, p_owner uuid, p_name text, p_timezone text, p_language text, p_currency text, p_objective text,
  p_trial_ends_at timestamptz
) returns void
language sql security definer set search_path = public, pg_temp
as $$
  insert into businesses (id, name, timezone, language, currency, objective, trial_ends_at)
  values (p_business, p_name, p_timezone, p_language, p_currency, p_objective, p_trial_ends_at);
  insert into memberships (business_id, user_id, role) values (p_business, p_owner, 'OWNER');
$$;

-- The businesses a person belongs to, oldest first.
create function businesses_of(p_user uuid)
returns table (business_id uuid, name text, role text, trial_ends_at timestamptz)
language sql stable security definer set search_path = public, pg_temp
as $$
  select b.id, b.name, m.role, b.trial_ends_at
  from memberships m join businesses b on b.id = m.business_id
  where m.user_id = p_user order by m.created_at, b.id
$$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p
           where p.pronamespace = 'public'::regnamespace and p.proname in ('found_business', 'businesses_of') loop
    execute format('alter function %s owner to recado_system', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to recado_accounts', f);
  end loop;
end $$;
revoke create on schema public from recado_system;
