-- Deleting a business: its owners are reminded once, and one worker at a time erases it when the wait is over.
alter table businesses
  add column deletion_reminded_at timestamptz,
  add column erasing_until timestamptz;
grant update (erasing_until) on businesses to recado_system;
grant update (chosen_business) on sessions to recado_system;
