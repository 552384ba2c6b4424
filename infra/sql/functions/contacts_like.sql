-- All contacts of this business whose texts are like each of the patterns (folded), as far as they may be seen.
create or replace function contacts_like(p_patterns text[]) returns table (contact_id uuid)
language plpgsql stable security definer rows 50 set search_path = public, pg_temp
set plan_cache_mode = force_custom_plan
set enable_seqscan = off set enable_indexscan = off  -- with the index of texts alone, as in search_contacts
as $$
declare
  alike text;
begin
  select string_agg(format('c.search like %L', pattern), ' and ') into alike from unnest(p_patterns) pattern;
  return query execute format(
    'select c.id from contacts c where c.business_id = $1 and c.merged_into is null '
    'and ($2 is null or c.assigned_to = $2) and %s', alike)
    using current_business(), current_advisor();
end $$;
call own_function('contacts_like', 'recado_app');
