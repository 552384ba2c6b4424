-- Searching in messages may look into one conversation only. The newest 400 texts first, and more only when those have
-- some of the words: then they are common enough to be met soon.
create or replace function find_messages(p_query text, p_before timestamptz, p_before_id uuid, p_limit integer,
                              p_conversation uuid default null)
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
        where m.business_id = own and (p_conversation is null or m.conversation_id = p_conversation)
          and (m.sent_at, m.id) < (before, before_id)
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
      where m.business_id = own and (p_conversation is null or m.conversation_id = p_conversation)
        and message_words(m.text) @@ words and m.text is not null and m.revoked_at is null
        and m.kind not in ('edit', 'revoke', 'reaction')
    )
    select h.id from hits h
    where (h.sent_at, h.id) < (before, before_id)
      and (advisor is null or exists (
        select from conversations v join contacts c on c.id = v.contact_id
        where v.id = h.conversation_id and c.assigned_to = advisor))
    order by h.sent_at desc, h.id desc limit p_limit;
end $$;
call own_function('find_messages', 'recado_app');
