-- Whether all agents of the platform cost in the last hour what they may; nothing is summed where there is no cap.
create or replace function platform_cap_reached() returns boolean
language sql stable security definer set search_path = public, pg_temp
as $$
  select case when p.hourly_micros is null then false
              else (select s.spent_micros >= s.hourly_micros from platform_spending() s) end
  from platform_settings p
$$;
call own_function('platform_cap_reached', 'recado_worker');
