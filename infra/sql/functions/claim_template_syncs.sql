-- Numbers whose account's templates nobody asked Meta for during `p_age`, one an account, longest first.
create or replace function claim_template_syncs(p_limit integer, p_age interval) returns table (business_id uuid, instance_id uuid)
language sql security definer set search_path = public, pg_temp
as $$
  with due as (
    select i.id, i.business_id, i.account_id from instances i
    where i.provider = 'cloud' and i.state = 'active' and i.templates_tried_at < clock_timestamp() - p_age
    order by i.templates_tried_at limit p_limit for update skip locked
  ), tried as (
    update instances i set templates_tried_at = clock_timestamp() from due
    where i.business_id = due.business_id and i.account_id = due.account_id and i.provider = 'cloud'
  )
  select distinct on (due.business_id, due.account_id) due.business_id, due.id from due
$$;
call own_function('claim_template_syncs', 'recado_worker');
