-- An API key, as of now: no row when it is unknown, revoked or expired.
create or replace function admit_key(p_digest bytea, p_window interval)
returns table (id uuid, business_id uuid, scopes text[], in_service boolean, requests integer, seconds double precision)
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update api_keys k set last_used_at = now()
  where k.digest = p_digest and k.revoked_at is null
    and (k.last_used_at is null or k.last_used_at < now() - interval '1 minute');
  return query
    select k.id, k.business_id, k.scopes, in_service(k.business_id), c.requests, c.seconds
    from api_keys k cross join lateral count_request(k.digest, p_window) c
    where k.digest = p_digest and k.revoked_at is null and (k.expires_at is null or k.expires_at > now());
end $$;
call own_function('admit_key', 'recado_accounts');
