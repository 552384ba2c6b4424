-- What was done to a contact of this business, to those merged into it, and to its conversations, the newest first; of
-- an entry about many contacts, not which others. The last is that it came, also where nobody made it: contacts' ids are
-- in order of time as those of entries are. For whoever may see the contact. No index may be asked about JSON
-- before row-level security has looked at the row, so this asks for it.
create or replace function contact_trail(p_contact uuid, p_before uuid, p_most integer)
returns table (id uuid, at timestamptz, actor_kind text, actor_id uuid, actor_role text, action text, thing text,
               thing_id uuid, before jsonb, after jsonb, request_id text)
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
  own constant uuid := current_business();
  advisor constant uuid := current_advisor();
  last constant uuid := coalesce(p_before, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  contact_ids uuid[];
  conversation_ids uuid[];
begin
  if not exists (select from contacts c where c.id = p_contact and c.business_id = own
                 and (advisor is null or c.assigned_to = advisor)) then
    return;
  end if;
  contact_ids := p_contact || array(select c.id from contacts c where c.merged_into = p_contact and c.business_id = own);
  conversation_ids := array(select v.id from conversations v where v.contact_id = p_contact and v.business_id = own);
  return query
    select a.id, a.at, a.actor_kind, a.actor_id, a.actor_role, a.action, a.thing, a.thing_id, a.before,
           a.after - 'contacts', a.request_id
    from (
      select * from audit where business_id = own and thing = 'contact' and thing_id = any(contact_ids) and id < last
      union all
      select * from audit
      where business_id = own and thing = 'conversation' and thing_id = any(conversation_ids) and id < last
      union all
      select * from audit
      where business_id = own and thing = 'contact' and thing_id is null and id < last
        and after -> 'contacts' ?| contact_ids::text[]
    ) a
    union all
    select c.id, c.created_at, 'system', null, null, 'contact.created', 'contact', c.id, '{}', '{}', ''
    from contacts c
    where c.id = p_contact and c.id < last and not exists (
      select from audit m where m.business_id = own and m.thing = 'contact' and m.thing_id = c.id
        and m.action = 'contact.created')
    order by 1 desc limit p_most;
end $$;
call own_function('contact_trail', 'recado_app');
