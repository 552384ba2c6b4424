-- Numbers Graph was not asked about for `p_age`, longest first. One whose check comes to nothing is due in an hour.
create or replace function claim_number_checks(p_limit integer, p_age interval) returns table (business_id uuid, instance_id uuid)
language sql security definer set search_path = public, pg_temp
as $$
  with due as (
    select i.id from instances i
    where i.provider = 'cloud' and i.state in ('active', 'stopped') and i.check_tried_at < clock_timestamp() - p_age
    order by i.check_tried_at limit p_limit for update skip locked
  )
  update instances i set check_tried_at = clock_timestamp() - p_age + interval '1 hour'
  from due where i.id = due.id returning i.business_id, i.id
$$;
call own_function('claim_number_checks', 'recado_worker');
