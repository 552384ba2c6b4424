-- Contacts of this business with these values in their own fields.
create or replace function contacts_with(p_fields jsonb) returns table (contact_id uuid)
language sql stable security definer set search_path = public, pg_temp
as $$
  select c.id from contacts c where c.business_id = (select current_business()) and c.merged_into is null
    and ((select current_advisor()) is null or c.assigned_to = (select current_advisor())) and c.fields @> p_fields
$$;
call own_function('contacts_with', 'recado_app');
