-- A conversation is open, snoozed until a moment, or closed. Columns with constant defaults: no row is written again.
alter table conversations
  add column state text not null default 'open',
  add column state_at timestamptz,  -- since when; null: since it began
  add column state_by uuid,  -- the member who set it; null: an API key, the customer, or time itself
  add column snoozed_until timestamptz,
  add column marked_unread boolean not null default false,  -- by the team; holds until somebody reads
  add constraint conversations_state_check check (state in ('open', 'snoozed', 'closed')) not valid,
  add constraint conversations_snoozed_check check ((state = 'snoozed') = (snoozed_until is not null)) not valid;
alter table conversations validate constraint conversations_state_check;
alter table conversations validate constraint conversations_snoozed_check;

-- Lists by state, of the business and of a number; the sweep that ends snoozes.
create index conversations_by_state on conversations (business_id, state, last_message_at, id);
create index conversations_by_number on conversations (instance_id, state, last_message_at, id);
create index conversations_snoozed on conversations (snoozed_until) where state = 'snoozed';

-- Whoever waits for the team waits in an open conversation; those who wait longest have a list of their own.
drop index conversations_waiting;
create index conversations_waiting on conversations (business_id, last_message_at, id)
  where waiting_since is not null and state = 'open';
create index conversations_longest_waiting on conversations (business_id, waiting_since, id)
  where waiting_since is not null and state = 'open';
drop index conversations_unread;
create index conversations_unread on conversations (business_id, last_message_at, id) where unread > 0 or marked_unread;

-- Few are nobody's where a team takes turns, all are elsewhere: then lists find them among the newest.
create index contacts_unassigned on contacts (business_id, id) where assigned_to is null;
