-- Deletes at most p_limit messages of outgoing webhooks that are older than p_age. Answers how many.
create or replace function forget_webhook_messages(p_age interval, p_limit integer) returns integer
language sql security definer set search_path = public, pg_temp
as $$
  with old as (
    select m.id from webhook_messages m where m.at < now() - p_age order by m.at limit p_limit for update skip locked
  ), gone as (
    delete from webhook_messages m using old where m.id = old.id returning 1
  )
  select count(*)::integer from gone
$$;
call own_function('forget_webhook_messages', 'recado_worker');
