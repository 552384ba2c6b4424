-- The tenant of the current transaction; null when none is set, so that no row matches.
create or replace function current_business() returns uuid
language sql stable parallel safe
as $$ select nullif(current_setting('app.business_id', true), '')::uuid $$;
