-- Notes for delta sync that a tag changed; with its name or colour change the contacts that have it, and their conversations.
create or replace function tag_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
declare r tags := coalesce(new, old);
begin
  insert into changes (business_id, kind, id) values (r.business_id, 'tag', r.id) on conflict do nothing;
  if tg_op = 'UPDATE' then
    perform pg_advisory_xact_lock(hashtextextended(r.business_id || ':names', 0));
    insert into changes (business_id, kind, id)
    select r.business_id, 'contact', t.contact_id from contact_tags t where t.tag_id = r.id
    union all
    select r.business_id, 'conversation', v.id from contact_tags t join conversations v on v.contact_id = t.contact_id
    where t.tag_id = r.id
    on conflict do nothing;
  end if;
  return null;
end $$;
call own_function('tag_changed');
create or replace trigger changed after insert or update or delete on tags for each row execute function tag_changed();
