-- Businesses that will be erased within `p_before` and whose owners were not reminded yet.
create or replace function deletions_to_remind(p_before interval, p_limit integer) returns table (business_id uuid)
language sql stable security definer set search_path = public, pg_temp
as $$
  select b.id from businesses b
  where b.deletes_at < now() + p_before and b.deletes_at > now() and b.deletion_reminded_at is null
  order by b.deletes_at limit p_limit
$$;
call own_function('deletions_to_remind', 'recado_worker');
