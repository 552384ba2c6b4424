-- Erases what is left of a business whose wait is over: its members' places, the business itself, and what came in
-- meanwhile. False when there is none such.
create or replace function erase_business(p_business uuid) returns boolean
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  perform from businesses b where b.id = p_business and b.deletes_at <= now() for update;
  if not found then
    return false;
  end if;
  -- Its sandboxes go with it.
  delete from changes where business_id in (select b.id from businesses b where b.sandbox_of = p_business);
  update sessions set chosen_business = null where chosen_business = p_business;
  delete from businesses where id = p_business;
  -- These refer to no business, so they do not go with it; and what went noted changes and objects.
  delete from opened_customers where business_id = p_business;
  delete from opened_quarters where business_id = p_business;
  delete from changes where business_id = p_business;
  delete from deleted_objects where business_id = p_business;
  return true;
end $$;
call own_function('erase_business', 'recado_worker');
