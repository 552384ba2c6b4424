-- Counts a customer written to outside the window. Null when the day's limit allows it, else when it may again.
-- A quarter counts until the last second of it is 24 hours ago: never too few. One at a time for each business.
create or replace function open_customer(p_business uuid, p_contact uuid, p_most integer) returns timestamptz
language plpgsql as $$
declare
  this_quarter constant integer := floor(extract(epoch from clock_timestamp()) / 900);
  oldest constant integer := this_quarter - 96;
  known integer;
  first_free integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('opened:' || p_business, 0));
  select quarter into known from opened_customers where business_id = p_business and contact_id = p_contact;
  if known = this_quarter then
    return null;
  end if;
  if known is null or known < oldest then
    if (select coalesce(sum(customers), 0) from opened_quarters where business_id = p_business and quarter >= oldest)
       >= p_most then
      select min(quarter) into first_free from opened_quarters
      where business_id = p_business and quarter >= oldest and customers > 0;
      return to_timestamp((coalesce(first_free, this_quarter) + 97) * 900.0);
    end if;
  else
    update opened_quarters set customers = customers - 1 where business_id = p_business and quarter = known;
  end if;
  insert into opened_customers values (p_business, p_contact, this_quarter)
  on conflict (business_id, contact_id) do update set quarter = excluded.quarter;
  insert into opened_quarters as q values (p_business, this_quarter, 1)
  on conflict (business_id, quarter) do update set customers = q.customers + 1;
  return null;
end $$;
