-- What the API needs beside its objects: admission of each request, idempotency keys, the audit trail, API keys.
alter table users add column super_admin boolean not null default false;
alter table businesses add column advisors_see_all boolean not null default false;

create table api_keys (
  id uuid primary key,
  business_id uuid not null references businesses on delete cascade,
  name text not null check (length(name) between 1 and 200),
  digest bytea not null unique,
  prefix text not null,
  scopes text[] not null,
  created_by uuid references users on delete set null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz
);
call protect_tenant_table('api_keys');
create index on api_keys (business_id, id);

-- Who changed what. Rows are added, never changed: the app's role may not.
create table audit (
  id uuid primary key,
  business_id uuid not null references businesses on delete cascade,
  at timestamptz not null default now(),
  actor_kind text not null check (actor_kind in ('user', 'key', 'system')),
  actor_id uuid,
  actor_role text,
  action text not null,
  thing text not null,
  thing_id uuid,
  before jsonb not null default '{}',
  after jsonb not null default '{}',
  request_id text not null default ''
);
call protect_tenant_table('audit');
revoke update, delete on audit from recado_app;
create index on audit (business_id, id);
create index on audit (business_id, thing, thing_id, id);

-- Requests of each caller in the current window. Unlogged: a count lost in a crash forgives, and costs no flush.
create unlogged table request_counts (
  caller bytea primary key,
  requests integer not null,
  until timestamptz not null
);
grant select, insert, update on request_counts to recado_system;

-- Writes that may be repeated. `effect`: a transaction of the request has committed. answer_sealed: what was answered,
-- encrypted, because answers may hold secrets that are shown once.
create table idempotency (
  key bytea primary key,
  request bytea not null,
  claim_id uuid not null,
  started_at timestamptz not null default now(),
  effect boolean not null default false,
  status smallint,
  answer_sealed bytea
);
create index on idempotency (started_at);
grant select, insert, update, delete on idempotency to recado_accounts;
grant select, update, delete on idempotency to recado_system;
grant select, delete on request_counts to recado_system;

grant select on users, sessions to recado_system;
grant select on api_keys to recado_system;
grant update (last_used_at) on api_keys to recado_system;
grant create on schema public to recado_system;

-- Counts one request, and answers how many came in this window and how many seconds it still lasts.
create function count_request(p_caller bytea, p_window interval, out requests integer, out seconds double precision)
language sql security definer set search_path = public, pg_temp
as $$
  insert into request_counts as c values (p_caller, 1, now() + p_window)
  on conflict (caller) do update set
    requests = case when c.until <= now() then 1 else c.requests + 1 end,
    until = case when c.until <= now() then now() + p_window else c.until end
  returning c.requests, extract(epoch from c.until - now())::float8
$$;

-- A person with a session, as of now: no row when the session is over. `role` is null outside their businesses.
create function admit_person(p_user uuid, p_session uuid, p_business uuid, p_caller bytea, p_window interval)
returns table (
  email_verified boolean, super_admin boolean, role text, sees_all boolean, requests integer, seconds double precision
)
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  return query
    select u.email_verified_at is not null, u.super_admin, m.role, coalesce(b.advisors_see_all, false),
           c.requests, c.seconds
    from sessions s
      join users u on u.id = s.user_id
      left join memberships m on m.business_id = p_business and m.user_id = u.id
      left join businesses b on b.id = m.business_id
      cross join lateral count_request(p_caller, p_window) c
    where s.id = p_session and s.user_id = p_user and s.revoked_at is null and s.expires_at > now();
end $$;

-- An API key, as of now: no row when it is unknown, revoked or expired.
create function admit_key(p_digest bytea, p_window interval)
returns table (id uuid, business_id uuid, scopes text[], requests integer, seconds double precision)
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update api_keys k set last_used_at = now()
  where k.digest = p_digest and k.revoked_at is null
    and (k.last_used_at is null or k.last_used_at < now() - interval '1 minute');
  return query
    select k.id, k.business_id, k.scopes, c.requests, c.seconds
    from api_keys k cross join lateral count_request(k.digest, p_window) c
    where k.digest = p_digest and k.revoked_at is null and (k.expires_at is null or k.expires_at > now());
end $$;

-- Says, inside a transaction that has written something, that the request of this key took effect. False when the
-- claim has passed to another process: then the transaction must not commit.
create function mark_effect(p_key bytea, p_claim uuid) returns boolean
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if pg_current_xact_id_if_assigned() is null then
    return true;
  end if;
  update idempotency set effect = true where key = p_key and claim_id = p_claim;
  return found;
end $$;

-- Forgets idempotency keys after a day and request counts that no longer count.
create function forget_requests() returns void
language sql security definer set search_path = public, pg_temp
as $$
  delete from idempotency where started_at < now() - interval '24 hours';
  delete from request_counts where until < now() - interval '1 hour';
$$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p
           where p.pronamespace = 'public'::regnamespace and p.proname in
             ('count_request', 'admit_person', 'admit_key', 'mark_effect', 'forget_requests') loop
    execute format('alter function %s owner to recado_system', f);
    execute format('revoke all on function %s from public', f);
  end loop;
end $$;
grant execute on function count_request, admit_person, admit_key, mark_effect to recado_accounts;
grant execute on function mark_effect to recado_app, recado_worker;
grant execute on function forget_requests to recado_worker;
revoke create on schema public from recado_system;
