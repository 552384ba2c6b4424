-- Media nobody fetched yet.
create or replace function sweep_media(p_limit integer, p_grace interval)
returns table (business_id uuid, media_id uuid)
language sql security definer set search_path = public, pg_temp
as $$
  with late as (
    select m.id from media m where m.state = 'pending' and m.tried_at < clock_timestamp() - p_grace
    order by m.tried_at limit p_limit for update skip locked
  )
  update media m set tried_at = clock_timestamp() from late where m.id = late.id returning m.business_id, m.id
$$;
call own_function('sweep_media', 'recado_worker');
