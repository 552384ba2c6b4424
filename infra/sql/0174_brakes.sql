-- What a conversation has cost, and how often the agent answered in it, is looked up before each answer.
create index on usage (conversation_id, created_at);
