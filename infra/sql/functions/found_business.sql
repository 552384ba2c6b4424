-- A new business with its first owner.
create or replace function found_business(
  p_business uuid, p_owner uuid, p_name text, p_timezone text, p_language text, p_currency text, p_objective text,
  p_trial_ends_at timestamptz
) returns void
language sql security definer set search_path = public, pg_temp
as $$
  insert into businesses (id, name, timezone, language, currency, objective, trial_ends_at)
  values (p_business, p_name, p_timezone, p_language, p_currency, p_objective, p_trial_ends_at);
  insert into memberships (business_id, user_id, role) values (p_business, p_owner, 'OWNER');
$$;
call own_function('found_business', 'recado_accounts');
