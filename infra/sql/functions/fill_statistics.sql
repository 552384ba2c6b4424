-- Counts the hours that the next messages after `p_since` belong to, or after the watermark; each of them from nothing, so
-- twice is as once. A message changes its own hour, and the hour in which the talk it may answer began: on its day or the
-- day before. The watermark stays behind by `p_overlap`, for what is stored later than its id was made.
-- Returns the last message looked at and how many there were; no row while another run is at it.
create or replace function fill_statistics(p_since uuid, p_most integer, p_overlap interval)
returns table (last_id uuid, looked_at integer)
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  mark uuid;
  newest uuid;
  amount integer;
  horizon constant uuid := (lpad(to_hex(floor(extract(epoch from clock_timestamp() - p_overlap) * 1000)::bigint), 12, '0')
                            || '70008000000000000000')::uuid;
  business record;
begin
  select w.reached into mark from stats_watermark w for update skip locked;
  if not found then
    return;
  end if;
  create temp table if not exists stats_batch (business_id uuid, conversation_id uuid, sent_at timestamptz, zone text)
    on commit delete rows;
  delete from stats_batch;
  with batch as (
    select m.id, m.business_id, m.conversation_id, m.sent_at from messages m
    where m.id > coalesce(p_since, mark) order by m.id limit p_most
  ), put as (
    insert into stats_batch select b.business_id, b.conversation_id, b.sent_at, z.timezone
    from batch b join businesses z on z.id = b.business_id where z.sandbox_of is null
  )
  select (select b.id from batch b order by b.id desc limit 1), (select count(*) from batch) into newest, amount;
  for business in
    select h.business_id, array_agg(h.hour) as hours from (
      select b.business_id, date_trunc('hour', b.sent_at, b.zone) as hour from stats_batch b
      union
      select d.business_id, date_trunc('hour', f.sent_at, d.zone) from (
        select distinct b.business_id, b.conversation_id, b.zone, day.begins from stats_batch b
        cross join lateral (values (date_trunc('day', b.sent_at, b.zone)),
          (date_trunc('day', date_trunc('day', b.sent_at, b.zone) - interval '12 hours', b.zone))) day (begins)
      ) d cross join lateral (
        select m.sent_at from messages m
        where m.conversation_id = d.conversation_id and m.direction = 'in' and m.sent_at >= d.begins
          and m.sent_at < date_trunc('day', d.begins + interval '36 hours', d.zone)
          and m.kind not in ('edit', 'revoke', 'reaction', 'system', 'welcome')
        order by m.sent_at, m.seq limit 1
      ) f
    ) h group by h.business_id
  loop
    perform fill_hours(business.business_id, business.hours);
  end loop;
  update stats_watermark set reached = greatest(mark, least(coalesce(newest, mark), horizon)) where only_row;
  return query select coalesce(newest, mark), amount;
end $$;
call own_function('fill_statistics', 'recado_worker');
