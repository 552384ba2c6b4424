-- Objects that no row names any more, with the voice notes made of them, at most `p_limit` rows. What is named again is
-- let go. They are deleted from here by `forget_deleted_objects`, once the object store has forgotten them.
create or replace function claim_deleted_objects(p_limit integer)
returns table (business_id uuid, object_key text, unused boolean, voice_key text)
language sql stable security definer set search_path = public, pg_temp
as $$
  select d.business_id, d.object_key,
         not exists (select from media f where f.business_id = d.business_id and f.object_key = d.object_key)
           and not exists (select from uploads u where u.business_id = d.business_id and u.object_key = d.object_key)
           and not exists (select from files f where f.business_id = d.business_id and f.object_key = d.object_key)
           and not exists (select from product_pictures p
                           where p.business_id = d.business_id and p.object_key = d.object_key),
         v.voice_key
  from deleted_objects d
  left join voice_notes v on v.business_id = d.business_id and v.object_key = d.object_key
  order by d.deleted_at limit p_limit
$$;
call own_function('claim_deleted_objects', 'recado_worker');
