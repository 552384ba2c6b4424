-- Objects that are to be removed now. They go from here by `forget_pictures`, once the object store has forgotten them.
create or replace function due_pictures(p_limit integer) returns table (object_key text)
language sql stable security definer set search_path = public, pg_temp
as $$
  select l.object_key from loose_pictures l where l.due_at <= now() order by l.due_at limit p_limit
$$;
call own_function('due_pictures', 'recado_worker');
