-- Counts these hours of a business anew, from its messages.
-- Runs with the rights of who calls it, which is only `fill_statistics`.
create or replace function fill_hours(p_business uuid, p_hours timestamptz[]) returns void
language plpgsql set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
as $$
declare
  zone constant text := (select b.timezone from businesses b where b.id = p_business);
begin
  delete from stats_hourly s where s.business_id = p_business and s.hour = any (p_hours);
  insert into stats_hourly (business_id, hour, instance_id, kind, member_id, bucket, amount)
  with m as materialized (
    select h.hour, m.instance_id, m.conversation_id, m.direction, m.author, m.kind, m.content, m.sent_at, m.seq,
           case when m.author = 'person' then m.author_id end as member_id
    from unnest(p_hours) h (hour)
    join messages m on m.business_id = p_business and m.sent_at >= h.hour and m.sent_at < h.hour + interval '1 hour'
    where m.kind not in ('note', 'reaction', 'edit', 'revoke', 'system', 'welcome') and m.status <> 'failed'
  ), talks as (
    select s.hour, s.instance_id, s.sent_at, first.author, first.member_id, first.sent_at as answered_at,
           human.author as human, human.member_id as human_id
    from m s
    left join lateral (
      select a.author, a.sent_at, case when a.author = 'person' then a.author_id end as member_id from messages a
      where a.conversation_id = s.conversation_id and a.direction = 'out' and a.author in ('agent', 'person', 'phone')
        and a.kind not in ('note', 'state', 'reaction', 'edit', 'revoke') and a.status <> 'failed'
        and (a.sent_at, a.seq) > (s.sent_at, s.seq) and a.sent_at < s.sent_at + interval '24 hours'
      order by a.sent_at, a.seq limit 1) first on true
    left join lateral (
      select a.author, case when a.author = 'person' then a.author_id end as member_id from messages a
      where a.conversation_id = s.conversation_id and a.direction = 'out' and a.author in ('person', 'phone')
        and a.kind not in ('note', 'state', 'reaction', 'edit', 'revoke') and a.status <> 'failed'
        and (a.sent_at, a.seq) > (s.sent_at, s.seq) and a.sent_at < s.sent_at + interval '24 hours'
      order by a.sent_at, a.seq limit 1) human on true
    where s.direction = 'in' and not exists (
      select from messages e where e.conversation_id = s.conversation_id and e.direction = 'in'
        and e.kind not in ('edit', 'revoke', 'reaction', 'system', 'welcome')
        and e.sent_at >= date_trunc('day', s.sent_at, zone) and (e.sent_at, e.seq) < (s.sent_at, s.seq))
  ), closings as (
    select c.hour, c.instance_id, c.member_id, extract(epoch from c.sent_at - began.sent_at) as seconds
    from m c
    left join lateral (
      select p.sent_at from messages p
      where p.conversation_id = c.conversation_id and p.kind = 'state' and p.content->>'state' = 'closed'
        and p.sent_at > c.sent_at - interval '30 days' and (p.sent_at, p.seq) < (c.sent_at, c.seq)
      order by p.sent_at desc, p.seq desc limit 1) before on true
    join lateral (
      select i.sent_at from messages i
      where i.conversation_id = c.conversation_id and i.direction = 'in' and i.sent_at < c.sent_at
        and i.sent_at > coalesce(before.sent_at, c.sent_at - interval '30 days')
        and i.kind not in ('edit', 'revoke', 'reaction', 'system', 'welcome')
      order by i.sent_at, i.seq limit 1) began on true
    where c.kind = 'state' and c.content->>'state' = 'closed'
  ), facts as (
    select hour, instance_id, case direction when 'in' then 'in' else 'out_' || author end as kind, member_id,
           null::double precision as seconds
    from m where kind <> 'state'
    union all
    select hour, instance_id, 'talk_' || coalesce(human, author, 'nobody'), human_id, null from talks
    union all
    select hour, instance_id, 'first_' || author, member_id, extract(epoch from answered_at - sent_at)
    from talks where author is not null
    union all
    select hour, instance_id, 'resolution', member_id, seconds from closings
  )
  select p_business, hour, instance_id, kind, member_id,
         coalesce(floor(ln(greatest(seconds, 1)) / ln(1.2)), 0)::smallint, count(*)
  from facts group by 1, 2, 3, 4, 5, 6;
end $$;
call own_function('fill_hours');
