-- Products of this business, best first: those in which words (folded) stand, or nearly so, and those whose meaning is
-- near p_vector (null: words alone). A word weighs the more the fewer products have it, and the most in a name. Of near
-- meanings those count that p_model likens by at least p_least, and hardly less than the best. score: which part of the
-- words' weight a product has, from 0 to 1. p_all: also those that are not sold.
create or replace function search_products(
  p_words text[], p_vector halfvec, p_model text, p_least double precision, p_category uuid, p_most_price bigint,
  p_in_stock boolean, p_all boolean, p_most integer
)
returns table (product_id uuid, score double precision)
language sql stable security definer set search_path = public, pg_temp
set pg_trgm.word_similarity_threshold = 0.45 set plan_cache_mode = force_custom_plan
as $$
  with offered as materialized (
    select p.id, p.search from products p
    where p.business_id = current_business() and p.archived_at is null and (p.active or p_all)
      and (p_category is null or p.category_id = p_category)
      and ((p_most_price is null and not p_in_stock) or exists (
        select from variants v where v.product_id = p.id and v.removed_at is null
          and (p_most_price is null or v.price_minor <= p_most_price)
          and (not p_in_stock or v.stock is null or v.stock > v.reserved)))
  ), matches as materialized (
    select word, p.id, greatest(word_similarity(word, fold(p.name)), 0.6 * word_similarity(word, p.search)) as alike
    from unnest(p_words) word
    join products p on p.business_id = current_business() and p.search %> word
    where exists (select from offered o where o.id = p.id)
  ), total as (
    select count(*)::double precision as products from offered
  ), weights as (
    select word, ln(1 + total.products / (0.5 + (select count(*) from matches m where m.word = w.word))) as weight
    from unnest(p_words) as w(word), total
  ), by_words as (
    select m.id, sum(m.alike * w.weight) / nullif((select sum(weight) from weights), 0) as score
    from matches m join weights w using (word) group by 1
  ), near as materialized (
    select n.product_id as id, 1 - (n.embedding <=> p_vector) as alike
    from product_vectors n join offered o on o.id = n.product_id
    where p_vector is not null and n.business_id = current_business() and n.model = p_model
  ), best as (
    select greatest(p_least, max(alike) - 0.04) as least from near
  )
  select id, coalesce(w.score, 0)
  from by_words w full join near n using (id)
  where w.id is not null or n.alike >= (select least from best)
  order by coalesce(n.alike, p_least) + 0.1 * coalesce(w.score, 0) desc, id limit p_most
$$;
call own_function('search_products', 'recado_app');
