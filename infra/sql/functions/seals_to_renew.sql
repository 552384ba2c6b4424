-- Also the keys of sessions, and phones that wait to be sent a code. QR and code live for a minute, and are not worth it.
-- An id that is met twice is never cut in two by the limit.
create or replace function seals_to_renew(p_prefix bytea, p_after uuid, p_limit integer)
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
  union all
  select k.business_id, 'session_keys', k.instance_id from web_session_keys k
  where k.instance_id > p_after and substring(k.keys_sealed from 1 for length(p_prefix)) <> p_prefix
  union all
  select s.business_id, 'pairing_phone', s.instance_id from web_sessions s
  where s.instance_id > p_after and substring(s.pairing_phone_sealed from 1 for length(p_prefix)) <> p_prefix
  order by 3 fetch first (p_limit) rows with ties
$$;
call own_function('seals_to_renew', 'recado_worker');
