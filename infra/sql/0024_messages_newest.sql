-- A word that stands in many messages is found by walking back from the newest of the business; the index of words
-- answers rare ones. Without this, a common word sorted all its messages.
create index messages_newest on messages (business_id, sent_at desc, id desc);
