-- Runs of evaluations in which nothing has happened for so long: their jobs were lost, or their workers died. Moves beat_at
-- on, so that the next sweep does not repeat them at once.
create or replace function sweep_eval_runs(p_age interval, p_limit integer)
returns table (business_id uuid, run_id uuid)
language sql security definer set search_path = public, pg_temp
as $$
  with late as (
    select r.id from eval_runs r where r.state = 'running' and r.beat_at < clock_timestamp() - p_age
    order by r.beat_at limit p_limit for update skip locked
  )
  update eval_runs r set beat_at = clock_timestamp() from late where r.id = late.id
  returning r.business_id, r.id
$$;
call own_function('sweep_eval_runs', 'recado_worker');
