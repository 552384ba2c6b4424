-- The object store has forgotten these objects, or they are in use again.
create or replace function forget_deleted_objects(p_businesses uuid[], p_keys text[], p_unused boolean[]) returns void
language sql security definer set search_path = public, pg_temp
as $$
  delete from voice_notes v using unnest(p_businesses, p_keys, p_unused) as g (business_id, object_key, unused)
  where g.unused and v.business_id = g.business_id and v.object_key = g.object_key;
  delete from deleted_objects d using unnest(p_businesses, p_keys) as g (business_id, object_key)
  where d.business_id = g.business_id and d.object_key = g.object_key;
$$;
call own_function('forget_deleted_objects', 'recado_worker');
