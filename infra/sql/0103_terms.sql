-- Which terms of use a person accepted last, and when.
alter table users
  add column terms_version text check (length(terms_version) between 1 and 40),
  add column terms_accepted_at timestamptz;
