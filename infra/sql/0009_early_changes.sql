-- An edit or a deletion may be delivered before the message it is about: found by its target when that comes.
create index messages_changes on messages (instance_id, target_id) where kind in ('edit', 'revoke');
