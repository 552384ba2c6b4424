-- Models that are in use and end within so many days: in how many businesses, and whether as the platform's default.
create or replace function retiring_models(p_days integer)
returns table (model text, retires_at date, successor text, businesses integer, is_default boolean)
language sql stable security definer set search_path = public, pg_temp
as $$
  select c.model, c.retires_at, c.successor,
         (select count(*)::integer from businesses b where b.agent_model = c.model and b.sandbox_of is null),
         exists (select from platform_settings p where p.agent_model = c.model)
  from model_catalog c
  where c.retires_at between current_date and current_date + p_days
    and (exists (select from businesses b where b.agent_model = c.model and b.sandbox_of is null)
         or exists (select from platform_settings p where p.agent_model = c.model))
  order by c.retires_at, c.model
$$;
call own_function('retiring_models', 'recado_worker');
