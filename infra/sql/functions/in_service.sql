-- Whether a business is in service now; of the businesses the asking role may see. `plans.model.standing` says why not.
create or replace function in_service(p_business uuid) returns boolean
language sql stable set search_path = public, pg_temp
as $$
  select exists (
    select from businesses b
    where b.id = p_business and b.suspended_at is null and b.deletes_at is null
      and (b.service_until is null or b.service_until > clock_timestamp()))
$$;
