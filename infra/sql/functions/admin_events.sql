-- The log, newest first, after the event (p_at, p_id); or oldest first when p_tail. An event bears the time its
-- transaction began: the last second is held back, so that one still being written is not passed over by who follows.
create or replace function admin_events(
  p_severities text[], p_type text, p_business uuid, p_from timestamptz, p_to timestamptz, p_text text,
  p_tail boolean, p_at timestamptz, p_id uuid, p_limit integer
) returns table (
  id uuid, created_at timestamptz, business_id uuid, business_name text, severity text, type text, data jsonb
)
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
as $$
begin
  return query
    select e.id, e.created_at, e.business_id, b.name, e.severity, e.type, e.data
    from events e left join businesses b on b.id = e.business_id
    where b.sandbox_of is null and (p_severities is null or e.severity = any(p_severities))
      and (p_type is null or e.type collate "C" ^@ p_type)
      and (p_business is null or e.business_id = p_business)
      and (p_from is null or e.created_at >= p_from)
      and (p_to is null or e.created_at < p_to)
      and (p_text is null or position(lower(p_text) in lower(e.data::text)) > 0)
      and (p_at is null or p_tail or (e.created_at, e.id) < (p_at, p_id))
      and (p_at is null or not p_tail or (e.created_at, e.id) > (p_at, p_id))
      and e.created_at < now() - interval '1 second'
    order by case when p_tail then e.created_at end, case when p_tail then e.id end, e.created_at desc, e.id desc
    limit p_limit;
end $$;
call own_function('admin_events', 'recado_admin');
