-- Mails that are due and that no worker seems to have taken: a lost token of the queue, or a worker that died. Pushes
-- next_at so that the next sweep does not repeat them at once.
create or replace function sweep_mails(p_limit integer, p_grace interval) returns table (mail_id uuid)
language sql security definer set search_path = public, pg_temp
as $$
  with late as (
    select m.id from mails m where m.state = 'waiting' and m.next_at < clock_timestamp() - p_grace
    order by m.next_at limit p_limit for update skip locked
  )
  update mails m set next_at = clock_timestamp() from late where m.id = late.id returning m.id
$$;
call own_function('sweep_mails', 'recado_worker');
