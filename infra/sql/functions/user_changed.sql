-- Notes for delta sync that a person changed what their teams see of them; conversations bear the assignee's name.
create or replace function user_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(m.business_id || ':names', 0))
  from (select business_id from memberships where user_id = new.id order by business_id) m;
  insert into changes (business_id, kind, id)
  select m.business_id, 'member', m.user_id from memberships m where m.user_id = new.id
  union all
  select m.business_id, 'conversation', v.id from memberships m
  join contacts c on c.business_id = m.business_id and c.assigned_to = m.user_id
  join conversations v on v.contact_id = c.id
  where m.user_id = new.id
  on conflict do nothing;
  return null;
end $$;
call own_function('user_changed');
create or replace trigger changed after update of name, email, avatar on users for each row
  when (old.name is distinct from new.name or old.email is distinct from new.email
    or old.avatar is distinct from new.avatar) execute function user_changed();
