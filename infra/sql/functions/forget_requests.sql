-- Forgets idempotency keys after a day and request counts that no longer count.
create or replace function forget_requests() returns void
language sql security definer set search_path = public, pg_temp
as $$
  delete from idempotency where started_at < now() - interval '24 hours';
  delete from request_counts where until < now() - interval '1 hour';
$$;
call own_function('forget_requests', 'recado_worker');
