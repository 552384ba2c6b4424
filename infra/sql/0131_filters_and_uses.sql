-- What an export was asked for with; how often a canned reply was filled in.
alter table contact_files add column filter jsonb;
alter table canned_replies
  add column uses integer not null default 0,
  add column last_used_at timestamptz;
