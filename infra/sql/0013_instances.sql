-- Numbers over the API: what Meta says of them, apps known by Meta's own id, re-checks, deletion; business hours.
alter table businesses
  add column hours jsonb not null default '[]' check (jsonb_typeof(hours) = 'array'),
  add column away_enabled boolean not null default false,
  add column away_message text not null default '';

-- app_id: Meta's id of the app, known since its secret was checked there. The previous secret is accepted until
-- previous_secret_until. changed_at: set by a change that the object store may not have yet.
alter table meta_apps
  add column app_id text,
  add column previous_secret_sealed bytea,
  add column previous_secret_until timestamptz,
  add column changed_at timestamptz;
create unique index on meta_apps (business_id, app_id) where app_id is not null;
create index on meta_apps (changed_at) where changed_at is not null;

-- What Meta says is kept in Meta's words. check_tried_at: when Graph was last asked, whatever came of it.
alter table instances
  drop constraint instances_state_check,
  drop constraint instances_check,
  add column verified_name text,
  add column quality_rating text,
  add column messaging_limit text,
  add column throughput text,
  add column name_status text,
  add column number_status text,
  add column account_state text,
  add column checked_at timestamptz,
  add column check_tried_at timestamptz not null default now(),
  add column last_webhook_at timestamptz,
  add column webhook_verified_at timestamptz,
  add constraint instances_state_check check (state in ('active', 'stopped', 'disabled', 'deleted')),
  add constraint instances_check check (
    provider <> 'cloud' or state = 'deleted'
    or (meta_app_id is not null and token_sealed is not null and account_id is not null)
  );
create index on instances (check_tried_at) where provider = 'cloud' and state in ('active', 'stopped');

grant update (check_tried_at) on instances to recado_system;
grant create on schema public to recado_system;

-- A disabled number still receives: only what was deleted is nobody's any more.
create or replace function route_instance(p_route text, p_channel text)
returns table (instance_id uuid, business_id uuid, provider text)
language sql stable security definer set search_path = public, pg_temp
as $$
  select i.id, i.business_id, i.provider
  from meta_apps a join instances i on i.meta_app_id = a.id
  where a.route = p_route and i.channel_id = p_channel and i.state <> 'deleted'
$$;

-- What waits on a stopped or disabled number is left alone until it works again; a deleted one's is settled.
create or replace function sweep_unsent(p_limit integer, p_grace interval)
returns table (business_id uuid, conversation_id uuid)
language sql security definer set search_path = public, pg_temp
as $$
  with late as (
    select o.message_id from outbound o
    join conversations c on c.id = o.conversation_id join instances i on i.id = c.instance_id
    where o.state = 'queued' and o.next_at < clock_timestamp() - p_grace and i.state in ('active', 'deleted')
    order by o.next_at limit p_limit for update of o skip locked
  ), touched as (
    update outbound o set next_at = clock_timestamp() from late
    where o.message_id = late.message_id returning o.business_id, o.conversation_id
  )
  select distinct t.business_id, t.conversation_id from touched t
$$;

-- Numbers Graph was not asked about for `p_age`, longest first. One whose check comes to nothing is due in an hour.
create function claim_number_checks(p_limit integer, p_age interval) returns table (business_id uuid, instance_id uuid)
language sql security definer set search_path = public, pg_temp
as $$
  with due as (
    select i.id from instances i
    where i.provider = 'cloud' and i.state in ('active', 'stopped') and i.check_tried_at < clock_timestamp() - p_age
    order by i.check_tried_at limit p_limit for update skip locked
  )
  update instances i set check_tried_at = clock_timestamp() - p_age + interval '1 hour'
  from due where i.id = due.id returning i.business_id, i.id
$$;

-- Routes changed a while ago that nobody has written to the object store since.
create function unpublished_routes(p_limit integer, p_age interval) returns table (business_id uuid, route text)
language sql stable security definer set search_path = public, pg_temp
as $$
  select a.business_id, a.route from meta_apps a
  where a.changed_at < clock_timestamp() - p_age and a.business_id is not null order by a.changed_at limit p_limit
$$;

-- Rows with a value sealed by another key than the one whose seals begin with `p_prefix`, in order of their ids.
create function seals_to_renew(p_prefix bytea, p_after uuid, p_limit integer)
returns table (business_id uuid, kind text, row_id uuid)
language sql stable security definer set search_path = public, pg_temp
as $$
  select i.business_id, 'instance', i.id from instances i
  where i.id > p_after and substring(i.token_sealed from 1 for length(p_prefix)) <> p_prefix
  union all
  select a.business_id, 'app', a.id from meta_apps a
  where a.id > p_after and a.business_id is not null
    and (substring(a.app_secret_sealed from 1 for length(p_prefix)) <> p_prefix
         or substring(a.verify_token_sealed from 1 for length(p_prefix)) <> p_prefix
         or substring(a.previous_secret_sealed from 1 for length(p_prefix)) <> p_prefix)
  order by 3 limit p_limit
$$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p
           where p.pronamespace = 'public'::regnamespace
             and p.proname in ('claim_number_checks', 'unpublished_routes', 'seals_to_renew') loop
    execute format('alter function %s owner to recado_system', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to recado_worker', f);
  end loop;
end $$;
revoke create on schema public from recado_system;
