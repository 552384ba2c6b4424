-- WhatsApp Web over the API: whose a session's event is, files a session fetches, and telling the owners of its end.

-- What a session needs to fetch the file: the serialized message it came in, base64.
alter table media add column web_message text;
create index media_of_web on media (instance_id, tried_at) where state = 'pending' and web_message is not null;

-- told_for: the state_at of the end the owners were told of. tell_tried_at: when that was last tried.
alter table web_sessions
  add column told_for timestamptz,
  add column tell_tried_at timestamptz;
create index web_sessions_to_tell on web_sessions (state_at) where state in ('logged_out', 'banned', 'replaced');

grant select on users to recado_system;
grant update (tell_tried_at) on web_sessions to recado_system;
grant create on schema public to recado_system;

-- The instance an event of a session is about. What was deleted is nobody's any more.
create function route_web_instance(p_instance uuid) returns table (instance_id uuid, business_id uuid, provider text)
language sql stable security definer set search_path = public, pg_temp
as $$
  select i.id, i.business_id, i.provider from instances i
  where i.id = p_instance and i.provider = 'web' and i.state <> 'deleted'
$$;

-- Sessions that came to an end nobody asked for, and whose owners were not told of it yet; each tried once a minute.
create function claim_ended_sessions(p_limit integer, p_between interval)
returns table (business_id uuid, instance_id uuid, name text, state text, state_at timestamptz)
language sql volatile security definer set search_path = public, pg_temp
as $$
  with due as (
    select s.instance_id from web_sessions s
    where s.state in ('logged_out', 'banned', 'replaced') and s.state_reason is distinct from 'asked'
      and s.told_for is distinct from s.state_at and s.state_at > clock_timestamp() - interval '1 day'
      and coalesce(s.tell_tried_at < clock_timestamp() - p_between, true)
    order by s.state_at limit p_limit for update skip locked
  )
  update web_sessions s set tell_tried_at = clock_timestamp()
  from due, instances i
  where s.instance_id = due.instance_id and i.id = s.instance_id and i.state <> 'deleted'
  returning s.business_id, s.instance_id, i.name, s.state, s.state_at
$$;

-- Whom to tell of what goes wrong in a business.
create function owner_addresses(p_business uuid) returns table (email text, language text)
language sql stable security definer set search_path = public, pg_temp
as $$
  select u.email, u.language from memberships m join users u on u.id = m.user_id
  where m.business_id = p_business and m.role = 'OWNER' and u.email_verified_at is not null
  order by u.email
$$;

-- The owner of a Web session finds what waits by itself; only what a deleted number left is settled here.
create or replace function sweep_unsent(p_limit integer, p_grace interval)
returns table (business_id uuid, conversation_id uuid)
language sql security definer set search_path = public, pg_temp
as $$
  with late as (
    select o.message_id from outbound o
    join conversations c on c.id = o.conversation_id join instances i on i.id = c.instance_id
    where o.state = 'queued' and o.next_at < clock_timestamp() - p_grace
      and (i.state = 'deleted' or (i.state = 'active' and i.provider = 'cloud'))
    order by o.next_at limit p_limit for update of o skip locked
  ), touched as (
    update outbound o set next_at = clock_timestamp() from late
    where o.message_id = late.message_id returning o.business_id, o.conversation_id
  )
  select distinct t.business_id, t.conversation_id from touched t
$$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p
           where p.pronamespace = 'public'::regnamespace
             and p.proname in ('route_web_instance', 'claim_ended_sessions', 'owner_addresses') loop
    execute format('alter function %s owner to recado_system', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to recado_worker', f);
  end loop;
end $$;
revoke create on schema public from recado_system;
