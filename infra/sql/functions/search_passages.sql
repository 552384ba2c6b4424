-- Passages of this business's searchable files in which words (folded) stand, or nearly so, best first. A word weighs
-- the more the fewer passages have it. score: which part of the words' weight a passage has, from 0 to 1.
create or replace function search_passages(p_words text[], p_most integer)
returns table (file_id uuid, chunk integer, score double precision)
language sql stable security definer set search_path = public, pg_temp
set pg_trgm.word_similarity_threshold = 0.6 set plan_cache_mode = force_custom_plan
as $$
  with matches as materialized (
    select word, c.file_id, c.position, word_similarity(word, c.search) as alike
    from unnest(p_words) word
    join file_chunks c on c.business_id = current_business() and c.search %> word
    join files f on f.id = c.file_id and f.business_id = c.business_id
    where f.searchable and current_advisor() is null
  ), total as (
    select count(*)::double precision as chunks from file_chunks where business_id = current_business()
  ), weights as (
    select word, ln(1 + total.chunks / (0.5 + (select count(*) from matches m where m.word = w.word))) as weight
    from unnest(p_words) as w(word), total
  )
  select m.file_id, m.position, sum(m.alike * w.weight) / (select sum(weight) from weights)
  from matches m join weights w using (word)
  group by 1, 2 order by 3 desc, 1, 2 limit p_most
$$;
call own_function('search_passages', 'recado_app');
