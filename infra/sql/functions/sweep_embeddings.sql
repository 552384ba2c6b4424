-- Files with passages that p_model has not read, and that nobody has worked on for p_grace. Touches them, so that the
-- next sweep does not repeat it at once.
create or replace function sweep_embeddings(p_model text, p_limit integer, p_grace interval)
returns table (business_id uuid, file_id uuid, version integer)
language sql security definer set search_path = public, pg_temp
as $$
  with late as (
    select f.id from files f where f.state = 'ready' and f.chunks > 0 and f.embedded_model is distinct from p_model
      and f.touched_at < clock_timestamp() - p_grace
    order by f.touched_at limit p_limit for update skip locked
  )
  update files f set touched_at = clock_timestamp() from late
  where f.id = late.id returning f.business_id, f.id, f.version
$$;
call own_function('sweep_embeddings', 'recado_worker');
