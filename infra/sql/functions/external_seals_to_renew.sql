-- External tools whose secrets are not sealed with the newest master key.
create or replace function external_seals_to_renew(p_prefix bytea, p_after uuid, p_limit integer)
returns table (business_id uuid, row_id uuid)
language sql stable security definer set search_path = public, pg_temp
as $$
  select t.business_id, t.id from external_tools t
  where t.id > p_after and t.secrets_of is null and substring(t.secrets_sealed from 1 for length(p_prefix)) <> p_prefix
  order by t.id limit p_limit
$$;
call own_function('external_seals_to_renew', 'recado_worker');
