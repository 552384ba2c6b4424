-- True for the first caller with a tick later than the last.
create or replace function claim_tick(p_name text, p_tick timestamptz) returns boolean
language sql security definer set search_path = public, pg_temp
as $$
  with claimed as (
    insert into schedule_ticks as t (name, tick) values (p_name, p_tick)
    on conflict (name) do update set tick = excluded.tick where t.tick < excluded.tick
    returning true
  )
  select exists (select from claimed)
$$;
call own_function('claim_tick', 'recado_worker');
