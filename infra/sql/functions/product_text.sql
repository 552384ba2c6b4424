-- What a product says, as people write it: what a model reads for its meaning.
create or replace function product_text(p_product uuid) returns text
language sql stable set search_path = public, pg_temp
as $$
  select concat_ws('. ', p.name, nullif(left(p.description, 300), ''), c.name, (
    select nullif(string_agg(v.label, ', ' order by v.position, v.id), '')
    from variants v where v.product_id = p.id and v.removed_at is null
  ))
  from products p left join categories c on c.id = p.category_id where p.id = p_product
$$;
