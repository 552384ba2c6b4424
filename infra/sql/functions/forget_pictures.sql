-- The object store has forgotten these objects.
create or replace function forget_pictures(p_keys text[]) returns void
language sql security definer set search_path = public, pg_temp
as $$
  delete from loose_pictures where object_key = any(p_keys) and due_at <= now()
$$;
call own_function('forget_pictures', 'recado_worker');
