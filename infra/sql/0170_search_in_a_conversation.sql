-- Searching in messages takes a conversation as well (functions/find_messages.sql). Calls of four arguments go on working.
drop function find_messages(text, timestamptz, uuid, integer);
