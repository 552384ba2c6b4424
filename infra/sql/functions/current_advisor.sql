-- The advisor whose contacts are all that the current transaction may see; null: everything of the business.
create or replace function current_advisor() returns uuid
language sql stable parallel safe
as $$ select nullif(current_setting('app.advisor_id', true), '')::uuid $$;
