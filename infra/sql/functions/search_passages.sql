-- Passages of this business's searchable files, best first: those in which words (folded) stand, or nearly so, and those
-- whose meaning is near p_vector (null: words alone), fused by their ranks. A word weighs the more the fewer passages
-- have it. Of near meanings those count that p_model likens by at least p_least, and hardly less than the best.
-- score: which part of the words' weight a passage has, from 0 to 1.
create or replace function search_passages(
  p_words text[], p_vector halfvec, p_model text, p_least double precision, p_most integer
)
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
  ), by_words as (
    select m.file_id, m.position, sum(m.alike * w.weight) / (select sum(weight) from weights) as score
    from matches m join weights w using (word)
    group by 1, 2 order by 3 desc, 1, 2 limit 50
  ), near as materialized (
    select c.file_id, c.position, 1 - (c.embedding <=> p_vector) as alike
    from file_chunks c join files f on f.id = c.file_id and f.business_id = c.business_id
    where p_vector is not null and c.business_id = current_business() and c.embedding_model = p_model
      and f.searchable and current_advisor() is null
    order by c.embedding <=> p_vector limit 50
  ), by_meaning as (
    select n.file_id, n.position, n.alike from near n
    where n.alike >= greatest(p_least, (select max(alike) from near) - 0.04)
  ), ranked as (
    select w.file_id, w.position, w.score, row_number() over (order by w.score desc, w.file_id, w.position) as rank
    from by_words w
    union all
    select m.file_id, m.position, 0, row_number() over (order by m.alike desc, m.file_id, m.position) from by_meaning m
  )
  select r.file_id, r.position, max(r.score) from ranked r
  group by 1, 2 order by sum(1.0 / (60 + r.rank)) desc, 1, 2 limit p_most
$$;
call own_function('search_passages', 'recado_app');
