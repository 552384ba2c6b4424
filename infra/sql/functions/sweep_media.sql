-- Files nobody fetched yet, and stored ones nobody looked at.
create or replace function sweep_media(p_limit integer, p_grace interval, p_inspection_grace interval)
returns table (business_id uuid, media_id uuid)
language sql security definer set search_path = public, pg_temp
as $$
  with late as (
    select m.id from media m where m.state = 'pending' and m.tried_at < clock_timestamp() - p_grace
    order by m.tried_at limit p_limit for update skip locked
  ), unseen as (
    select m.id from media m where m.inspection = 'waiting' and m.tried_at < clock_timestamp() - p_inspection_grace
    order by m.tried_at limit p_limit for update skip locked
  )
  update media m set tried_at = clock_timestamp() from (select id from late union select id from unseen) found
  where m.id = found.id returning m.business_id, m.id
$$;
call own_function('sweep_media', 'recado_worker');
