-- Erases at most `p_limit` rows of one table of a business whose wait is over, with what goes with them. Answers how
-- many; 0 when nothing is left but the members and the business itself, which `erase_business` takes.
create or replace function erase_rows(p_business uuid, p_limit integer) returns integer
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  each text;
  rows integer;
begin
  if not exists (select from businesses b where b.id = p_business and b.deletes_at <= now()) then
    return 0;
  end if;
  for each in select name from erased_tables() where goes_with is null and name <> 'businesses' loop
    if each = 'usage' then  -- statuses of messages are found by their number: they know no message of ours
      delete from message_statuses m where m.ctid = any (array(
        select s.ctid from message_statuses s
        where s.instance_id = any (array(select i.id from instances i where i.business_id = p_business)) limit p_limit));
      get diagnostics rows = row_count;
      if rows > 0 then
        return rows;
      end if;
    elsif each = 'conversations' then
      delete from send_pairs s where s.conversation_id = any (array(
        select c.id from conversations c where c.business_id = p_business order by c.last_message_at limit p_limit));
    elsif each = 'instances' then
      delete from send_rates r
      where r.instance_id = any (array(select i.id from instances i where i.business_id = p_business));
    end if;
    execute format('delete from %1$I where ctid = any (array(select ctid from %1$I where business_id = $1 %2$s limit $2))',
                   each, case each when 'conversations' then 'order by last_message_at' else '' end)
    using p_business, p_limit;
    get diagnostics rows = row_count;
    if rows > 0 then
      return rows;
    end if;
  end loop;
  return 0;
end $$;
call own_function('erase_rows', 'recado_worker');
