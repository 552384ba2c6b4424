-- What the agent remembered for a time is found by when that ends.
create index contact_memories_expires_at_idx on contact_memories (expires_at) where expires_at is not null;
grant update (expires_at) on contact_memories to recado_system; -- to lock them
