-- Enters the days on which models end; what the vendor does not date stays as it is. Returns how many changed.
create or replace function set_retirements(p_models text[], p_dates date[]) returns integer
language sql volatile security definer set search_path = public, pg_temp
as $$
  with changed as (
    update model_catalog c set retires_at = d.retires_at
    from unnest(p_models, p_dates) d (model, retires_at)
    where c.model = d.model and c.retires_at is distinct from d.retires_at returning 1
  )
  select count(*)::integer from changed
$$;
call own_function('set_retirements', 'recado_worker');
