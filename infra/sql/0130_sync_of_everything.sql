-- Delta sync tells of all that a panel shows: notes, tags, own fields, canned replies, members, numbers and templates too.
alter table changes drop constraint changes_kind_check;
alter table changes add constraint changes_kind_check check (kind in (
  'contact', 'contact_note', 'contact_field', 'tag', 'conversation', 'message', 'canned_reply', 'template', 'instance',
  'member'
)) not valid;  -- what stands there is of three of them

grant update (updated_at) on contacts to recado_system;  -- to lock rows
grant select on contact_tags, tags, contact_notes to recado_system;
