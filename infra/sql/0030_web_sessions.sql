-- WhatsApp Web sessions: which host holds which, how each stands, and its sealed keys.
-- epoch counts the owners of a session: whatever an earlier owner still tries is refused by it. lease_until is
-- PostgreSQL's clock. state_reason is a code. next_start_at: not before, after deaths. sends_paused_until: WhatsApp
-- refuses first contacts until then.
create table web_sessions (
  instance_id uuid primary key references instances on delete cascade,
  business_id uuid not null,
  wanted text not null default 'running' check (wanted in ('running', 'stopped')),
  state text not null default 'new' check (state in
    ('new', 'pairing', 'connecting', 'online', 'backoff', 'logged_out', 'banned', 'replaced', 'stopped')),
  state_reason text,
  state_at timestamptz not null default now(),
  owner text,
  epoch bigint not null default 0,
  lease_until timestamptz,
  jid text,
  lid text,
  qr_sealed bytea,
  qr_until timestamptz,
  pairing_phone_sealed bytea,
  pairing_code_sealed bytea,
  restarts integer not null default 0,
  next_start_at timestamptz,
  online_since timestamptz,
  first_online_at timestamptz,
  sends_paused_until timestamptz,
  command text check (command in ('restart', 'logout')),
  command_at timestamptz
);
call protect_tenant_table('web_sessions');
call hide_from_advisor('web_sessions');
create index on web_sessions (business_id);
create index web_sessions_due on web_sessions (lease_until);

create table web_session_keys (
  instance_id uuid primary key references instances on delete cascade,
  business_id uuid not null,
  epoch bigint not null,
  keys_sealed bytea not null,
  saved_at timestamptz not null default now()
);
call protect_tenant_table('web_session_keys');
call hide_from_advisor('web_session_keys');
alter table web_session_keys alter column keys_sealed set storage external;  -- sealed bytes do not compress

-- The running hosts. One that was not seen for a lease's time counts as missing.
create table web_hosts (
  name text primary key,
  address text not null,
  seen_at timestamptz not null default now(),
  capacity integer not null
);
grant select, insert, update, delete on web_hosts to recado_system;

grant select, update (owner, epoch, lease_until) on web_sessions to recado_system;
grant select (instance_id) on web_session_keys to recado_system;
grant create on schema public to recado_system;

-- Says that the host lives. Answers how many sessions want a host and how many hosts, this one included, share them.
create function greet_web_host(p_name text, p_address text, p_capacity integer, p_ttl interval)
returns table (wanted bigint, hosts bigint)
language sql volatile security definer set search_path = public, pg_temp
as $$
  delete from web_hosts h where h.seen_at < clock_timestamp() - p_ttl - interval '1 hour';
  insert into web_hosts as h (name, address, capacity, seen_at)
  values (p_name, p_address, p_capacity, clock_timestamp())
  on conflict (name) do update
    set address = excluded.address, capacity = excluded.capacity, seen_at = excluded.seen_at;
  select (select count(*) from web_sessions s
          where s.command is not null
             or (s.wanted = 'running' and s.state not in ('logged_out', 'banned', 'replaced'))),
         (select count(*) from web_hosts h where h.seen_at > clock_timestamp() - p_ttl)
$$;

-- The host takes no more part.
create function dismiss_web_host(p_name text) returns void
language sql volatile security definer set search_path = public, pg_temp
as $$ delete from web_hosts h where h.name = p_name $$;

-- Up to `p_limit` sessions nobody holds: those that should run, and those somebody asked something of.
create function take_leases(p_host text, p_limit integer, p_ttl interval)
returns table (instance_id uuid, business_id uuid, epoch bigint, state text, wanted text, command text,
               restarts integer, start_in double precision, has_keys boolean)
language sql volatile security definer set search_path = public, pg_temp
as $$
  with free as (
    select s.instance_id from web_sessions s
    where (s.lease_until is null or s.lease_until < clock_timestamp())
      and (s.command is not null
           or (s.wanted = 'running' and s.state not in ('logged_out', 'banned', 'replaced')))
    order by s.state_at limit p_limit for update skip locked
  )
  update web_sessions s set owner = p_host, epoch = s.epoch + 1, lease_until = clock_timestamp() + p_ttl
  from free where s.instance_id = free.instance_id
  returning s.instance_id, s.business_id, s.epoch, s.state, s.wanted, s.command, s.restarts,
            coalesce(extract(epoch from s.next_start_at - clock_timestamp()), 0)::double precision,
            exists (select from web_session_keys k where k.instance_id = s.instance_id)
$$;

-- Prolongs the leases that the host still holds, and answers them with what is wanted of each; one that is not answered
-- is lost, also when nobody else has it yet. waiting: it has something to send.
create function renew_leases(p_host text, p_instances uuid[], p_epochs bigint[], p_ttl interval)
returns table (instance_id uuid, wanted text, command text, waiting boolean)
language sql volatile security definer set search_path = public, pg_temp
as $$
  with held as (
    select s.instance_id from web_sessions s
    join unnest(p_instances, p_epochs) as h (instance_id, epoch)
      on h.instance_id = s.instance_id and h.epoch = s.epoch
    where s.owner = p_host and s.lease_until > clock_timestamp()
    order by s.instance_id for update of s
  )
  update web_sessions s set lease_until = clock_timestamp() + p_ttl
  from held where s.instance_id = held.instance_id
  returning s.instance_id, s.wanted, s.command, exists (
    select from outbound o join conversations c on c.id = o.conversation_id
    where o.state = 'queued' and o.next_at <= clock_timestamp() and c.instance_id = s.instance_id)
$$;

-- Gives a session back at once; its epoch stays used.
create function release_lease(p_host text, p_instance uuid, p_epoch bigint) returns boolean
language sql volatile security definer set search_path = public, pg_temp
as $$
  with released as (
    update web_sessions s set owner = null, lease_until = null
    where s.instance_id = p_instance and s.owner = p_host and s.epoch = p_epoch returning true
  )
  select exists (select from released)
$$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p
           where p.pronamespace = 'public'::regnamespace
             and p.proname in ('greet_web_host', 'dismiss_web_host', 'take_leases', 'renew_leases', 'release_lease') loop
    execute format('alter function %s owner to recado_system', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to recado_worker', f);
  end loop;
end $$;
revoke create on schema public from recado_system;
