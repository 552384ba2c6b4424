-- Ticks of schedules off AWS: the last one each schedule fired, so that one host of several fires it.
create table schedule_ticks (
  name text primary key,
  tick timestamptz not null
);
grant select, insert, update on schedule_ticks to recado_system;
grant create on schema public to recado_system;

-- True for the first caller with a tick later than the last.
create function claim_tick(p_name text, p_tick timestamptz) returns boolean
language sql security definer set search_path = public, pg_temp
as $$
  with claimed as (
    insert into schedule_ticks as t (name, tick) values (p_name, p_tick)
    on conflict (name) do update set tick = excluded.tick where t.tick < excluded.tick
    returning true
  )
  select exists (select from claimed)
$$;
alter function claim_tick owner to recado_system;
revoke all on function claim_tick from public;
grant execute on function claim_tick to recado_worker;
revoke create on schema public from recado_system;
