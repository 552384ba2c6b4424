-- Calls whose turn died are looked for, to be given to a person.
create index on agent_tool_calls (created_at) where state = 'started';
