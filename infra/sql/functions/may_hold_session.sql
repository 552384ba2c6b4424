-- Whether a session of WhatsApp Web may be held: of a business in service, and to log it out before the business is erased.
create or replace function may_hold_session(p_business uuid, p_command text) returns boolean
language sql stable set search_path = public, pg_temp
as $$
  select in_service(p_business) or (p_command = 'logout' and exists (
    select from businesses b where b.id = p_business and b.deletes_at <= clock_timestamp()))
$$;
