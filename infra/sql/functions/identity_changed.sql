-- Notes for delta sync that a contact's identities changed; its conversations show them.
-- See conversation_changed for the lock.
create or replace function identity_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
declare r contact_identities := coalesce(new, old);
begin
  insert into changes (business_id, kind, id) values (r.business_id, 'contact', r.contact_id) on conflict do nothing;
  perform from contacts where id = r.contact_id for no key update;
  insert into changes (business_id, kind, id)
  select r.business_id, 'conversation', v.id from conversations v where v.contact_id = r.contact_id
  on conflict do nothing;
  return null;
end $$;
call own_function('identity_changed');
