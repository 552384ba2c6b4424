-- The second factor of people, and the event log of the whole platform: what it holds, how long, and who reads it.

-- A person's authenticator. Until it is confirmed it asks for nothing. last_step: the time step of the last code that
-- was accepted; only a later one is accepted next, so a code works once.
create table second_factors (
  user_id uuid primary key references users on delete cascade,
  secret_sealed bytea not null,
  last_step bigint not null default 0,
  created_at timestamptz not null default now(),
  confirmed_at timestamptz
);
create table recovery_codes (
  user_id uuid not null references second_factors on delete cascade,
  digest bytea not null,
  used_at timestamptz,
  primary key (user_id, digest)
);
grant select, insert, update, delete on second_factors, recovery_codes to recado_accounts;

alter table sessions drop constraint sessions_revoked_reason_check;
alter table sessions add constraint sessions_revoked_reason_check
  check (revoked_reason in ('log_out', 'reuse', 'reset', 'password', 'ended'));

-- An event without a business is the platform's. The policies need no exception for it: no tenant's id equals null, so
-- recado_app can neither read nor write one; the other roles write through note_event.
alter table events drop constraint events_severity_check;
alter table events add constraint events_severity_check check (severity in ('info', 'warning', 'error', 'critical'));
create index on events (created_at desc, id desc);
create index on events (created_at desc, id desc) where severity in ('error', 'critical');
create index on events (severity, created_at);
create index on events (type collate "C", created_at desc);

-- The super admin reads across tenants through named functions, and no table.
do $$
begin
  if not exists (select from pg_roles where rolname = 'recado_admin') then
    create role recado_admin nologin noinherit nobypassrls;
  end if;
end $$;
grant usage on schema public to recado_admin;

grant select, delete on events to recado_system;
grant update (severity) on events to recado_system;  -- what locking a row asks for; nothing updates an event
grant select (user_id, confirmed_at) on second_factors to recado_system;
grant create on schema public to recado_system;

-- Adds to the event log, for roles that touch no tenant's table.
create function note_event(p_id uuid, p_business uuid, p_severity text, p_type text, p_data jsonb) returns void
language sql security definer set search_path = public, pg_temp
as $$
  insert into events (id, business_id, severity, type, data) values (p_id, p_business, p_severity, p_type, p_data)
$$;

-- Deletes at most p_limit events of these severities that are older than p_age, oldest first. Answers how many.
create function forget_events(p_severities text[], p_age interval, p_limit integer) returns integer
language sql security definer set search_path = public, pg_temp
as $$
  with old as (
    select e.id from events e where e.severity = any(p_severities) and e.created_at < now() - p_age
    order by e.created_at limit p_limit for update skip locked
  ), gone as (
    delete from events e using old where e.id = old.id returning 1
  )
  select count(*)::integer from gone
$$;

-- The functions below plan anew each time they are called (force_custom_plan): a filter that is null then costs
-- nothing, and one that is not finds its index.

-- The log, newest first, after the event (p_at, p_id); or oldest first when p_tail. An event bears the time its
-- transaction began: the last second is held back, so that one still being written is not passed over by who follows.
create function admin_events(
  p_severities text[], p_type text, p_business uuid, p_from timestamptz, p_to timestamptz, p_text text,
  p_tail boolean, p_at timestamptz, p_id uuid, p_limit integer
) returns table (
  id uuid, created_at timestamptz, business_id uuid, business_name text, severity text, type text, data jsonb
)
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
as $$
begin
  return query
    select e.id, e.created_at, e.business_id, b.name, e.severity, e.type, e.data
    from events e left join businesses b on b.id = e.business_id
    where (p_severities is null or e.severity = any(p_severities))
      and (p_type is null or e.type collate "C" ^@ p_type)
      and (p_business is null or e.business_id = p_business)
      and (p_from is null or e.created_at >= p_from)
      and (p_to is null or e.created_at < p_to)
      and (p_text is null or position(lower(p_text) in lower(e.data::text)) > 0)
      and (p_at is null or p_tail or (e.created_at, e.id) < (p_at, p_id))
      and (p_at is null or not p_tail or (e.created_at, e.id) > (p_at, p_id))
      and e.created_at < now() - interval '1 second'
    order by case when p_tail then e.created_at end, case when p_tail then e.id end, e.created_at desc, e.id desc
    limit p_limit;
end $$;

-- Every type there is in the log, by leaping through the index from one to the next.
create function admin_event_types() returns table (type text)
language sql stable security definer set search_path = public, pg_temp
as $$
  with recursive known as (
    (select e.type collate "C" as type from events e order by e.type collate "C" limit 1)
    union all
    select (select e.type collate "C" from events e where e.type collate "C" > k.type order by e.type collate "C" limit 1)
    from known k where k.type is not null
  )
  select k.type from known k where k.type is not null
$$;

-- Businesses, newest first, after p_id; p_search is part of a name or an id.
create function admin_businesses(p_search text, p_id uuid, p_limit integer) returns table (
  id uuid, name text, created_at timestamptz, trial_ends_at timestamptz, members integer, instances integer
)
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
as $$
begin
  return query
    select b.id, b.name, b.created_at, b.trial_ends_at,
           (select count(*)::integer from memberships m where m.business_id = b.id),
           (select count(*)::integer from instances i where i.business_id = b.id)
    from businesses b
    where (p_id is null or b.id < p_id)
      and (p_search is null or position(lower(p_search) in lower(b.name)) > 0 or b.id::text = lower(p_search))
    order by b.id desc limit p_limit;
end $$;

-- People, newest first, after p_id; p_search is part of a name or an address, or an id.
create function admin_users(p_search text, p_id uuid, p_limit integer) returns table (
  id uuid, email text, name text, created_at timestamptz, email_verified boolean, second_factor boolean,
  super_admin boolean, businesses integer
)
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
as $$
begin
  return query
    select u.id, u.email, u.name, u.created_at, u.email_verified_at is not null,
           exists (select from second_factors f where f.user_id = u.id and f.confirmed_at is not null), u.super_admin,
           (select count(*)::integer from memberships m where m.user_id = u.id)
    from users u
    where (p_id is null or u.id < p_id)
      and (p_search is null or position(lower(p_search) in lower(u.name)) > 0
           or position(lower(p_search) in u.email) > 0 or u.id::text = lower(p_search))
    order by u.id desc limit p_limit;
end $$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p
           where p.pronamespace = 'public'::regnamespace and p.proname in
             ('note_event', 'forget_events', 'admin_events', 'admin_event_types', 'admin_businesses', 'admin_users') loop
    execute format('alter function %s owner to recado_system', f);
    execute format('revoke all on function %s from public', f);
  end loop;
end $$;
grant execute on function note_event to recado_accounts, recado_worker;
grant execute on function forget_events to recado_worker;
grant execute on function admin_events, admin_event_types, admin_businesses, admin_users to recado_admin;
revoke create on schema public from recado_system;
