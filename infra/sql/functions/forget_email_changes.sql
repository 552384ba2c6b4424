-- Removes at most `p_limit` changes of address that can be neither confirmed nor undone any more.
create or replace function forget_email_changes(p_limit integer) returns void
language sql security definer set search_path = public, pg_temp
as $$
  delete from email_changes where digest in (
    select c.digest from email_changes c where c.until < now() order by c.until limit p_limit for update skip locked)
$$;
call own_function('forget_email_changes', 'recado_worker');
