-- Notes for delta sync that a contact got or lost a tag: the contact shows it and each of its conversations, and
-- the tag is counted.
create or replace function contact_tag_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
declare r contact_tags := coalesce(new, old);
begin
  perform pg_advisory_xact_lock_shared(hashtextextended(r.business_id || ':names', 0));
  insert into changes (business_id, kind, id) values (r.business_id, 'contact', r.contact_id) on conflict do nothing;
  insert into changes (business_id, kind, id) values (r.business_id, 'tag', r.tag_id) on conflict do nothing;
  insert into changes (business_id, kind, id)
  select r.business_id, 'conversation', v.id from conversations v where v.contact_id = r.contact_id
  on conflict do nothing;
  return null;
end $$;
call own_function('contact_tag_changed');
create or replace trigger changed after insert or delete on contact_tags
  for each row execute function contact_tag_changed();
