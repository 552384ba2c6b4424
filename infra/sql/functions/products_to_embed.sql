-- Businesses with products whose meaning is still to be read, longest first; those just changed are left to the job that
-- the change published. `p_limit`: of businesses.
create or replace function products_to_embed(p_limit integer, p_grace interval) returns table (business_id uuid)
language sql stable security definer set search_path = public, pg_temp
as $$
  select p.business_id from products p where p.to_embed_at < now() - p_grace and p.archived_at is null
  group by 1 order by min(p.to_embed_at) limit p_limit
$$;
call own_function('products_to_embed', 'recado_worker');
