-- Notes for delta sync that a message's file was understood, or will not be.
create or replace function media_text_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  insert into changes (business_id, kind, id) values (new.business_id, 'message', new.message_id) on conflict do nothing;
  return null;
end $$;
call own_function('media_text_changed');
create or replace trigger changed after insert or update of state on media_texts
  for each row execute function media_text_changed();
