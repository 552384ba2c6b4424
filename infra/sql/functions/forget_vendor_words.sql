-- Removes updates as they came and Meta's words of messages older than `p_age`, and what would fetch failed files older
-- than 30 days, at most `p_limit` of each.
create or replace function forget_vendor_words(p_limit integer, p_age interval) returns integer
language sql security definer set search_path = public, pg_temp
as $$
  with old_updates as (
    delete from raw_updates r where r.digest = any(array(
      select o.digest from raw_updates o where o.created_at < now() - p_age order by o.created_at limit p_limit))
    returning 1
  ), old_statuses as (
    delete from message_statuses s where s.ctid = any(array(
      select o.ctid from message_statuses o where o.stored_at < now() - p_age order by o.stored_at limit p_limit))
    returning 1
  ), old_files as (
    update media m set web_message = null where m.id = any(array(
      select f.id from media f where f.state = 'failed' and f.web_message is not null
        and f.created_at < now() - interval '30 days' order by f.created_at limit p_limit))
    returning 1
  )
  select (select count(*) from old_updates)::integer + (select count(*) from old_statuses)::integer
       + (select count(*) from old_files)::integer
$$;
call own_function('forget_vendor_words', 'recado_worker');
