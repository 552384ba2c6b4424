-- The entry of a model. A dated name (`gpt-4o-2024-08-06`) is the model it is a version of.
create or replace function catalog_entry(p_model text) returns setof model_catalog
language sql stable
as $$
  select c.* from model_catalog c
  where c.model = p_model
     or (starts_with(p_model, c.model) and substr(p_model, length(c.model) + 1) ~ '^-20[0-9]{2}-[0-9]{2}-[0-9]{2}$')
  order by length(c.model) desc limit 1
$$;
