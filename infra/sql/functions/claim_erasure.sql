-- The business whose wait for deletion has been over for longest, for one worker until `p_hold` has passed.
create or replace function claim_erasure(p_hold interval) returns table (business_id uuid, deletes_at timestamptz, sandbox boolean)
language sql security definer set search_path = public, pg_temp
as $$
  with due as (
    select b.id from businesses b
    where b.deletes_at <= now() and (b.erasing_until is null or b.erasing_until < now())
    order by b.erasing_until nulls first, b.deletes_at limit 1 for update skip locked
  )
  update businesses b set erasing_until = now() + p_hold from due where b.id = due.id returning b.id, b.deletes_at, b.sandbox_of is not null
$$;
call own_function('claim_erasure', 'recado_worker');
