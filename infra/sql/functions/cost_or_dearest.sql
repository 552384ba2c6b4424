-- What a call of a model cost, in millionths of a US dollar; one whose price nobody knows counts as the dearest there is.
create or replace function cost_or_dearest(p_cost bigint, p_input integer, p_output integer) returns bigint
language sql stable security definer set search_path = public, pg_temp
as $$
  select coalesce(p_cost, (
    select (p_input * max(input_micros) + p_output * max(output_micros)) / 1000000 from model_catalog
  ))
$$;
call own_function('cost_or_dearest', 'recado_app');
