-- How the WhatsApp Web sessions of these numbers stand: for all of the team, which sees nothing else of a session.
create or replace function web_session_states(p_instances uuid[])
returns table (instance_id uuid, state text, reason text, since timestamptz, phone text, scan_until timestamptz)
language sql stable security definer rows 1 set search_path = public, pg_temp
as $$
  select s.instance_id, s.state, s.state_reason, s.state_at, substring(s.jid from '^[0-9]+'),
         case when s.state = 'pairing' then s.qr_until end
  from web_sessions s where s.business_id = (select current_business()) and s.instance_id = any(p_instances)
$$;
call own_function('web_session_states', 'recado_app');
