-- Keeps what products are found by as their rows, variants and categories say, and lets their meaning be read again.
create or replace function product_words_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update products p set search = w.words, to_embed_at = now()
  from (
    select q.id, product_words(q.id) as words from products q
    where case tg_table_name when 'products' then q.id = new.id
                             when 'variants' then q.id = (to_jsonb(new)->>'product_id')::uuid
                             else q.category_id = new.id end
  ) w where p.id = w.id and p.search is distinct from w.words;
  return null;
end $$;
call own_function('product_words_changed');
create or replace trigger words_changed after insert or update of name, description, category_id on products
  for each row execute function product_words_changed();
create or replace trigger words_changed after insert or update of label, sku, removed_at on variants
  for each row execute function product_words_changed();
create or replace trigger words_changed after update of name on categories
  for each row execute function product_words_changed();
