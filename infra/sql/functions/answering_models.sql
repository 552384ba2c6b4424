-- Models of the catalogue that can answer, and which of them the platform has chosen: no tenant's facts.
create or replace function answering_models() returns table (
  model text, efforts text[], input_micros bigint, cached_micros bigint, output_micros bigint, retires_at date,
  successor text, is_default boolean, default_effort text
)
language sql stable security definer set search_path = public, pg_temp
as $$
  select c.model, c.efforts, c.input_micros, c.cached_micros, c.output_micros, c.retires_at, c.successor,
         p.agent_model is not null, p.agent_effort
  from model_catalog c left join platform_settings p on p.agent_model = c.model
  where c.api not in ('embeddings', 'gemini') and (c.retires_at is null or c.retires_at > current_date or p.agent_model is not null)
  union all
  select p.agent_model, '{}', null, null, null, null, null, true, p.agent_effort from platform_settings p
  where not exists (select from model_catalog c where c.model = p.agent_model)
  order by 8 desc, 6 desc nulls first, 1
$$;
call own_function('answering_models', 'recado_app', 'recado_admin');
