-- Notes for delta sync that a note about a contact changed; of a deleted one, which advisor could see it.
create or replace function contact_note_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
declare r contact_notes := coalesce(new, old);
begin
  insert into changes as c (business_id, kind, id, lost_by)
  values (r.business_id, 'contact_note', r.id,
          case when tg_op = 'DELETE' then (select assigned_to from contacts where id = r.contact_id) end)
  on conflict (business_id, xid, kind, id) do update set lost_by = coalesce(c.lost_by, excluded.lost_by)
  where excluded.lost_by is not null;
  return null;
end $$;
call own_function('contact_note_changed');
create or replace trigger changed after insert or update or delete on contact_notes
  for each row execute function contact_note_changed();
