-- What all agents of the platform cost in the last hour, and what they may: in millionths of a US dollar. What a sandbox
-- cost is counted where its business pays for it.
create or replace function platform_spending() returns table (hourly_micros bigint, spent_micros bigint)
language sql stable security definer set search_path = public, pg_temp
as $$
  select p.hourly_micros, (
    select coalesce(sum(cost_or_dearest(u.cost_micros, u.input_tokens, u.output_tokens)), 0)::bigint
    from usage u join businesses b on b.id = u.business_id
    where u.created_at > now() - interval '1 hour' and b.sandbox_of is null
  ) from platform_settings p
$$;
call own_function('platform_spending', 'recado_admin');
