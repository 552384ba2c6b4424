-- The businesses a person belongs to, oldest first.
create or replace function businesses_of(p_user uuid)
returns table (
  business_id uuid, name text, role text, trial_ends_at timestamptz, service_until timestamptz,
  suspended_at timestamptz, deletion_began_at timestamptz, deletes_at timestamptz, logo text
)
language sql stable security definer set search_path = public, pg_temp
as $$
  select b.id, b.name, m.role, b.trial_ends_at, b.service_until, b.suspended_at, b.deletion_began_at, b.deletes_at,
         b.logo
  from memberships m join businesses b on b.id = m.business_id
  where m.user_id = p_user order by m.created_at, b.id
$$;
call own_function('businesses_of', 'recado_accounts');
