-- What the lists of the inbox need on millions of rows (decision 0035).

-- Of all conversations few wait for the team.
create index conversations_waiting on conversations (business_id, last_message_at, id) where waiting_since is not null;

-- A sample of rows sees a conversation's messages close together and takes conversations for few and long; the planner
-- then reads all of a business for one of them. About twenty messages a conversation is nearer.
alter table messages alter column conversation_id set (n_distinct = -0.05);

-- Contacts of this business in which each word of `p_words` (folded) is found: within a word from three letters on, at
-- the beginning of one below that; and where that gives fewer than `p_most`, those in which each is found nearly so. At
-- most `p_most` of each kind (null: all) are scored, however many there are: whoever gets that many types on. And those
-- with a tag whose name begins with the whole, the newest.
drop function search_contacts(text[], text);
grant create on schema public to recado_system;
create function search_contacts(p_words text[], p_whole text, p_archived boolean, p_most integer)
returns table (contact_id uuid, score integer)
language plpgsql stable security definer set search_path = public, pg_temp
set pg_trgm.word_similarity_threshold = 0.45 set plan_cache_mode = force_custom_plan
set enable_seqscan = off  -- with a limit it looks cheap, and is not where few are found
as $$
declare
  own constant uuid := current_business();
  advisor constant uuid := current_advisor();
  mine constant text := 'c.business_id = $2 and c.merged_into is null and ($3 is null or c.assigned_to = $3) '
    'and ($4 is null or (c.archived_at is not null) = $4)';
  exactly text;
  nearly text;
begin
  select string_agg(format('c.search like %L', shape), ' and '),
         string_agg(case when exact then format('c.search like %L', shape)
                    else format('(c.search like %L or c.search %%> %L)', shape, word) end, ' and ')
         filter (where not all_exact)
  into exactly, nearly
  from (
    select word, case when length(word) < 3 then '% ' || plain || '%' else '%' || plain || '%' end as shape,
           length(word) < 3 or word ~ '^[0-9]+$' as exact,
           bool_and(length(word) < 3 or word ~ '^[0-9]+$') over () as all_exact
    from unnest(p_words) word, regexp_replace(word, '([\\%_])', '\\\1', 'g') plain) each_word;
  return query execute format($sql$
    with exact as materialized (select c.id, c.search from contacts c where %1$s and %2$s limit $5),
    near as materialized (select c.id, c.search from contacts c
      where %1$s and %3$s and (select count(*) from exact) < coalesce($5, 2147483647) limit $5)
    select f.id, (1000 * word_similarity($1, f.search))::integer from (select * from exact union select * from near) f
    union
    (select c.id, 300 from tags t join contact_tags ct on ct.tag_id = t.id join contacts c on c.id = ct.contact_id
     where t.business_id = $2 and starts_with(fold(t.name), $1) and ($3 is null or c.assigned_to = $3)
     order by c.id desc limit 1000)
  $sql$, mine, exactly, coalesce(nearly, 'false')) using p_whole, own, advisor, p_archived, p_most;
end $$;

-- Searching in messages (0024) looked at the newest 3,000 texts before it asked the index: dear for a word that is
-- nowhere. Now at 400, and at more only when those have some of it: then it is common enough to be met soon.
create or replace function find_messages(p_query text, p_before timestamptz, p_before_id uuid, p_limit integer)
returns table (message_id uuid)
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
as $$
declare
  own constant uuid := current_business();
  advisor constant uuid := current_advisor();
  words constant tsquery := to_tsquery('simple', p_query);
  before timestamptz := coalesce(p_before, 'infinity');
  before_id uuid := coalesce(p_before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  newest integer;
  found_ids uuid[];
begin
  foreach newest in array array[400, 6000] loop
    found_ids := array(
      select n.id from (
        select m.id, m.text, m.sent_at, m.conversation_id, m.revoked_at, m.kind from messages m
        where m.business_id = own and (m.sent_at, m.id) < (before, before_id)
        order by m.sent_at desc, m.id desc limit newest
      ) n
      where message_words(n.text) @@ words and n.text is not null and n.revoked_at is null
        and n.kind not in ('edit', 'revoke', 'reaction')
        and (advisor is null or exists (
          select from conversations v join contacts c on c.id = v.contact_id
          where v.id = n.conversation_id and c.assigned_to = advisor))
      order by n.sent_at desc, n.id desc limit p_limit);
    if cardinality(found_ids) = p_limit then
      return query select unnest(found_ids);
      return;
    end if;
    exit when cardinality(found_ids) < 4;
  end loop;
  return query
    with hits as materialized (
      select m.id, m.sent_at, m.conversation_id, m.business_id from messages m
      where m.business_id = own and message_words(m.text) @@ words and m.text is not null and m.revoked_at is null
        and m.kind not in ('edit', 'revoke', 'reaction')
    )
    select h.id from hits h
    where (h.sent_at, h.id) < (before, before_id)
      and (advisor is null or exists (
        select from conversations v join contacts c on c.id = v.contact_id
        where v.id = h.conversation_id and c.assigned_to = advisor))
    order by h.sent_at desc, h.id desc limit p_limit;
end $$;

-- As in 0020, but as `recado_system`: under row-level security a plan may look for each contact's phones among all of the
-- business. Before the first statistics of a new database it did, and an import took longer with every row.
create or replace function write_phones() returns trigger
language plpgsql security definer set search_path = public, pg_temp
set enable_seqscan = off set plan_cache_mode = force_custom_plan as $$
declare
  ids uuid[];
  owners uuid[];
begin
  case tg_op
    when 'INSERT' then
      select array_agg(contact_id), array_agg(business_id) into ids, owners from come where kind = 'phone';
    when 'DELETE' then
      select array_agg(contact_id), array_agg(business_id) into ids, owners from gone where kind = 'phone';
    else
      select array_agg(contact_id), array_agg(business_id) into ids, owners
      from (select contact_id, business_id from come where kind = 'phone'
            union select contact_id, business_id from gone where kind = 'phone') changed;
  end case;
  update contacts c set phones = p.written
  from (select x.id, x.business_id,
               (select string_agg(i.key || case when i.value <> i.key then ' ' || i.value else '' end, ' ')
                       filter (where i.kind = 'phone' and i.business_id = x.business_id)
                from contact_identities i where i.contact_id = x.id) as written
        from (select distinct * from unnest(ids, owners) as pair (id, business_id)) x) p
  where c.id = p.id and c.business_id = p.business_id and c.phones is distinct from p.written;
  return null;
end $$;

grant select on contact_identities to recado_system;
grant update (phones) on contacts to recado_system;
alter function write_phones owner to recado_system;
revoke all on function write_phones from public;
alter function search_contacts owner to recado_system;
revoke all on function search_contacts from public;
grant execute on function search_contacts to recado_app;
revoke create on schema public from recado_system;
