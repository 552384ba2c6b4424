-- Whoever sends a message or writes a note may give it an id of their own (`client_id`), once each (`sender_id`: the
-- member or API key): the same id again means the same message. Neither column is written for what is there already, and
-- the check is not asked of it: nothing is rewritten.
alter table messages add column client_id text, add column sender_id uuid;
alter table messages
  add constraint messages_client_id_check
  check ((client_id is null) = (sender_id is null) and length(client_id) <= 100) not valid;
create unique index messages_client_ids on messages (business_id, sender_id, client_id) where client_id is not null;
