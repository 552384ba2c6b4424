-- The trace (W3C traceparent, kernel/trace.py) outlives the queue's message: timers and sweeps, which have none of the
-- customer's, take it from the row.
alter table buffers
  add column trace text check (length(trace) <= 55),  -- of the customer's message that opened the buffer
  add column more_trace text check (length(more_trace) <= 55);  -- of the message that came at `more_at`
alter table outbound
  add column trace text check (length(trace) <= 55);  -- of the work that queued the message
-- These return the trace as well (functions/): a function's columns change only when it is made anew.
drop function claim_due_buffers(integer, interval, integer);
drop function buffers_due_at(uuid[]);
drop function sweep_unsent(integer, interval);
drop function sweep_ambiguous(integer, interval);
