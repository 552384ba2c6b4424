-- A customer who never stops writing is answered all the same: once the buffer's longest window has passed twice, a new
-- message no longer takes the draft away, and what came meanwhile opens the buffer again with the answer.
alter table buffers
  add column unanswered_since timestamptz not null default now(),  -- since the customer waits, over discarded drafts
  add column more_at timestamptz;  -- when the first message came that the draft in the making does not know
