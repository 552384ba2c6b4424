-- Contacts of this business in which each word of `p_words` (folded) is found: within a word from three letters on,
-- at the beginning of one below that, or nearly so. And those with a tag whose name begins with the whole, the newest.
create or replace function search_contacts(p_words text[], p_whole text, p_archived boolean, p_most integer)
returns table (contact_id uuid, score integer)
language plpgsql stable security definer set search_path = public, pg_temp
set pg_trgm.word_similarity_threshold = 0.45 set plan_cache_mode = force_custom_plan
set enable_seqscan = off set enable_indexscan = off  -- with a limit they look cheap, and are not where few are found
as $$
declare
  own constant uuid := current_business();
  advisor constant uuid := current_advisor();
  mine constant text := 'c.business_id = $2 and c.merged_into is null and ($3 is null or c.assigned_to = $3) '
    'and ($4 is null or (c.archived_at is not null) = $4)';
  exactly text;
  nearly text;
  whole_words text;
  beginnings text;
  found_exactly integer;
begin
  select string_agg(format('c.search like %L', shape), ' and '),
         case when not bool_and(exact) then
           string_agg(case when exact then format('c.search like %L', shape) else format('c.search %%> %L', word) end,
                      ' and ') end,
         string_agg(format('strpos(c.search || '' '', %L) > 0', ' ' || word || ' '), ' and '),
         string_agg(format('strpos(c.search, %L) > 0', ' ' || word), ' and ')
  into exactly, nearly, whole_words, beginnings
  from (
    select word, case when length(word) < 3 then '% ' || plain || '%' else '%' || plain || '%' end as shape,
           length(word) < 3 or word ~ '^[0-9]+$' as exact
    from unnest(p_words) word, regexp_replace(word, '([\\%_])', '\\\1', 'g') plain) each_word;
  return query execute format(
    'select c.id, case when %s then 1000 when %s then 900 else 700 end '
    'from (select c.id, c.search from contacts c where %s and %s limit $5) c', whole_words, beginnings, mine, exactly)
    using p_whole, own, advisor, p_archived, p_most;
  get diagnostics found_exactly = row_count;
  if nearly is not null and (p_most is null or found_exactly < p_most) then
    return query execute format(
      'select c.id, (1000 * word_similarity($1, c.search))::integer '
      'from (select c.id, c.search from contacts c where %s and %s and not (%s) limit $5) c', mine, nearly, exactly)
      using p_whole, own, advisor, p_archived, p_most;
  end if;
  return query
    select c.id, 300 from tags t join contact_tags ct on ct.tag_id = t.id join contacts c on c.id = ct.contact_id
    where t.business_id = own and starts_with(fold(t.name), p_whole) and (advisor is null or c.assigned_to = advisor)
    order by c.id desc limit 1000;
end $$;
call own_function('search_contacts', 'recado_app');
