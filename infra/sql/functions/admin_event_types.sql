-- Every type there is in the log, by leaping through the index from one to the next.
create or replace function admin_event_types() returns table (type text)
language sql stable security definer set search_path = public, pg_temp
as $$
  with recursive known as (
    (select e.type collate "C" as type from events e order by e.type collate "C" limit 1)
    union all
    select (select e.type collate "C" from events e where e.type collate "C" > k.type order by e.type collate "C" limit 1)
    from known k where k.type is not null
  )
  select k.type from known k where k.type is not null
$$;
call own_function('admin_event_types', 'recado_admin');
