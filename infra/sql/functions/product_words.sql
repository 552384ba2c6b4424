-- Words a product is found by: its name, category and variants, and how its description begins.
create or replace function product_words(p_product uuid) returns text
language sql stable set search_path = public, pg_temp
as $$
  select search_text(p.name, c.name, (
    select string_agg(concat_ws(' ', v.label, v.sku), ' ' order by v.position, v.id)
    from variants v where v.product_id = p.id and v.removed_at is null
  ), left(p.description, 300))
  from products p left join categories c on c.id = p.category_id where p.id = p_product
$$;
