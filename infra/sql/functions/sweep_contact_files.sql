-- Files that nobody has worked on for p_grace although they are to be: their message was lost. Touches them, so that the
-- next sweep does not repeat it at once. Imports whose file was not brought within p_upload are given up.
create or replace function sweep_contact_files(p_limit integer, p_grace interval, p_upload interval)
returns table (business_id uuid, row_id uuid)
language sql security definer set search_path = public, pg_temp
as $$
  with abandoned as (
    select f.id from contact_files f where f.state = 'waiting' and f.touched_at < clock_timestamp() - p_upload
    order by f.touched_at limit p_limit for update skip locked
  ), closed as (
    update contact_files f set state = 'failed', reason = 'not_uploaded', finished_at = clock_timestamp()
    from abandoned where f.id = abandoned.id
  ), late as (
    select f.id from contact_files f
    where f.state in ('queued', 'running') and f.touched_at < clock_timestamp() - p_grace
    order by f.touched_at limit p_limit for update skip locked
  )
  update contact_files f set touched_at = clock_timestamp() from late
  where f.id = late.id returning f.business_id, f.id
$$;
call own_function('sweep_contact_files', 'recado_worker');
