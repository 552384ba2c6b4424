-- As in 0020, but as `recado_system`: under row-level security a plan may look for each contact's phones among all of the
-- business. Before the first statistics of a new database it did, and an import took longer with every row.
create or replace function write_phones() returns trigger
language plpgsql security definer set search_path = public, pg_temp
set enable_seqscan = off set plan_cache_mode = force_custom_plan as $$
declare
  ids uuid[];
  owners uuid[];
begin
  case tg_op
    when 'INSERT' then
      select array_agg(contact_id), array_agg(business_id) into ids, owners from come where kind = 'phone';
    when 'DELETE' then
      select array_agg(contact_id), array_agg(business_id) into ids, owners from gone where kind = 'phone';
    else
      select array_agg(contact_id), array_agg(business_id) into ids, owners
      from (select contact_id, business_id from come where kind = 'phone'
            union select contact_id, business_id from gone where kind = 'phone') changed;
  end case;
  update contacts c set phones = p.written
  from (select x.id, x.business_id,
               (select string_agg(i.key || case when i.value <> i.key then ' ' || i.value else '' end, ' ')
                       filter (where i.kind = 'phone' and i.business_id = x.business_id)
                from contact_identities i where i.contact_id = x.id) as written
        from (select distinct * from unnest(ids, owners) as pair (id, business_id)) x) p
  where c.id = p.id and c.business_id = p.business_id and c.phones is distinct from p.written;
  return null;
end $$;
call own_function('write_phones');
