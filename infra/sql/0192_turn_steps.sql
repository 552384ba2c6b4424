-- What a turn did, step by step, and the messages it was answered with, so that a message can say why it was written.
-- steps: times, names, kinds and counts, never texts. answer_ids needs no index of its own: a turn is looked up among
-- those of the message's conversation, and row-level security would keep an index on an array from being used.
alter table agent_turns
  add column answer_ids uuid[] not null default '{}',
  add column waited_ms integer,  -- from the first message that waited until it was taken up
  add column gathered integer,  -- messages it answers
  add column steps jsonb not null default '[]';
