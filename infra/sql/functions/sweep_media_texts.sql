-- Files that were to be understood and were not in time: a job was lost, or whoever held it went silent. Those that are
-- still fetched come again later.
create or replace function sweep_media_texts(p_limit integer, p_grace interval)
returns table (business_id uuid, message_id uuid)
language sql security definer set search_path = public, pg_temp
as $$
  with late as (
    select t.message_id from media_texts t where t.state = 'waiting' and t.due_at < clock_timestamp() - p_grace
    order by t.due_at limit p_limit for update skip locked
  ), put_off as (
    update media_texts t set due_at = clock_timestamp() from late where t.message_id = late.message_id
    returning t.business_id, t.message_id
  )
  select p.business_id, p.message_id from put_off p
  where not exists (select from media f where f.message_id = p.message_id and f.state = 'pending')
$$;
call own_function('sweep_media_texts', 'recado_worker');
