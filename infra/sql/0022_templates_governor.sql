-- The send governor: what may be sent when, decided before sending and across processes. And message templates.

-- on_phone: the number is also used in the WhatsApp Business app (coexistence), which Meta allows less. paused_until,
-- slowed_until: Meta asked for it; pause_reason is the refusal's name, slow_rate is messages a second.
alter table instances
  add column on_phone boolean not null default false,
  add column paused_until timestamptz,
  add column pause_reason text,
  add column slowed_until timestamptz,
  add column slow_rate real;

-- Why a message waits that could otherwise go out; until when is next_at.
alter table outbound add column wait_reason text;

-- next_at: when the next message of this share of a number's rate may go out. queue_at: the same for those that were told
-- to come back, so that they do not all come at once. Lost in a crash: both begin anew. Neither has anything to keep.
create unlogged table send_rates (
  business_id uuid not null,
  instance_id uuid not null,
  share smallint not null,
  next_at timestamptz not null,
  queue_at timestamptz not null,
  primary key (instance_id, share)
) with (fillfactor = 20);
call protect_tenant_table('send_rates');
call hide_from_advisor('send_rates');

-- When all that was sent to a customer is paid for at the pair's rate; no row: nothing is owed.
create unlogged table send_pairs (
  conversation_id uuid primary key,
  business_id uuid not null,
  paid_at timestamptz not null
) with (fillfactor = 50);
call protect_tenant_table('send_pairs');
call hide_from_advisor('send_pairs');
create index on send_pairs using brin (paid_at) with (pages_per_range = 4, autosummarize = on);

-- The customers a business wrote to outside their window, and how many in each quarter of an hour since 1970.
create table opened_customers (
  business_id uuid not null,
  contact_id uuid not null,
  quarter integer not null,
  primary key (business_id, contact_id)
);
call protect_tenant_table('opened_customers');
call hide_from_advisor('opened_customers');
create index on opened_customers (quarter);

create table opened_quarters (
  business_id uuid not null,
  quarter integer not null,
  customers integer not null,
  primary key (business_id, quarter)
);
call protect_tenant_table('opened_quarters');
call hide_from_advisor('opened_quarters');

-- Counts a customer written to outside the window. Null when the day's limit allows it, else when it may again.
-- A quarter counts until the last second of it is 24 hours ago: never too few. One at a time for each business.
create function open_customer(p_business uuid, p_contact uuid, p_most integer) returns timestamptz
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

-- Claims a message if every budget allows it now or within `p_ahead`. reason null: claimed, to be sent after `seconds`;
-- else it waits `seconds`. The number's row is taken last, because everybody wants it, and is held for the commit only.
-- p_gap: seconds between two messages of a share. p_most: customers a day outside the window; null: no matter.
create function claim_send(
  p_message uuid, p_claim uuid, p_business uuid, p_conversation uuid, p_contact uuid, p_instance uuid,
  p_share integer, p_gap double precision, p_ahead interval, p_pair_gap interval, p_pair_burst integer, p_most integer
) returns table (reason text, seconds double precision)
language plpgsql as $$
declare
  gap constant interval := make_interval(secs => p_gap);
  paid timestamptz;
  starts timestamptz;
  until timestamptz;
  why text;
begin
  select s.paid_at into paid from send_pairs s where s.conversation_id = p_conversation;
  if paid > clock_timestamp() + (p_pair_burst - 1) * p_pair_gap then
    why := 'pair_rate';
    until := paid - (p_pair_burst - 1) * p_pair_gap;
  end if;
  if why is null and p_most is not null then
    until := open_customer(p_business, p_contact, p_most);
    why := case when until is not null then 'daily_limit' end;
  end if;
  if why is null then
    update send_rates r set next_at = greatest(r.next_at, clock_timestamp()) + gap
    where r.instance_id = p_instance and r.share = p_share and r.next_at <= clock_timestamp() + p_ahead
    returning r.next_at - gap into starts;
    if starts is null then
      insert into send_rates as r values (p_business, p_instance, p_share, clock_timestamp() + gap, clock_timestamp())
      on conflict (instance_id, share) do update set queue_at = greatest(r.queue_at, r.next_at) + gap
      returning case when r.xmax <> 0 then r.queue_at end into until;  -- xmax 0: the row is new, and ours the first
      why := case when until is not null then 'number_rate' end;
    end if;
  end if;
  if why is not null then
    update outbound o set wait_reason = why, next_at = until where o.message_id = p_message;
    return query select why, greatest(extract(epoch from until - clock_timestamp())::double precision, 0);
    return;
  end if;
  insert into send_pairs as s values (p_conversation, p_business, clock_timestamp() + p_pair_gap)
  on conflict (conversation_id) do update set paid_at = greatest(s.paid_at, clock_timestamp()) + p_pair_gap;
  update outbound o set state = 'sending', claim_id = p_claim, claimed_at = clock_timestamp(), wait_reason = null,
    attempts = o.attempts + 1
  where o.message_id = p_message;
  update messages m set status = 'sending', status_at = now() where m.id = p_message and m.status = 'queued';
  return query select null::text,
    greatest(extract(epoch from coalesce(starts, clock_timestamp()) - clock_timestamp())::double precision, 0);
end $$;

-- Until when a number is not to send, and for how long more slowly, as Meta asked. Whatever is longer stays.
create function pause_number(
  p_instance uuid, p_account text, p_reason text, p_pause interval, p_slow interval, p_rate real
) returns setof uuid
language sql as $$
  update instances i set
    pause_reason = case when i.paused_until > clock_timestamp() + p_pause then i.pause_reason else p_reason end,
    paused_until = greatest(i.paused_until, clock_timestamp() + p_pause),
    slow_rate = case when p_rate is null then i.slow_rate
                     when i.slowed_until > clock_timestamp() then least(i.slow_rate, p_rate) else p_rate end,
    slowed_until = case when p_rate is null then i.slowed_until
                        else greatest(i.slowed_until, clock_timestamp() + p_slow) end
  where i.provider = 'cloud' and (i.id = p_instance or i.account_id = p_account)
  returning i.id
$$;

-- Templates as Meta has them, in Meta's words, and those not submitted yet (DRAFT). draft: changes not submitted yet.
create table templates (
  id uuid primary key,
  business_id uuid not null references businesses on delete cascade,
  account_id text not null,
  vendor_id text,
  name text not null,
  language text not null,
  category text not null,
  parameter_format text not null,
  components jsonb not null check (jsonb_typeof(components) = 'array'),
  draft jsonb,
  status text not null,
  reason text,
  quality text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (business_id, account_id, name, language)
);
call protect_tenant_table('templates');
create index on templates (business_id, name, id);
create index on templates (business_id, vendor_id);

-- When Meta was last asked for the templates of the number's account.
alter table instances add column templates_tried_at timestamptz not null default now();
create index on instances (templates_tried_at) where provider = 'cloud' and state = 'active';

grant select (paid_at), delete on send_pairs to recado_system;
grant select (quarter), delete on opened_customers, opened_quarters to recado_system;
grant update (templates_tried_at) on instances to recado_system;
grant create on schema public to recado_system;

-- Numbers whose account's templates nobody asked Meta for during `p_age`, one an account, longest first.
create function claim_template_syncs(p_limit integer, p_age interval) returns table (business_id uuid, instance_id uuid)
language sql security definer set search_path = public, pg_temp
as $$
  with due as (
    select i.id, i.business_id, i.account_id from instances i
    where i.provider = 'cloud' and i.state = 'active' and i.templates_tried_at < clock_timestamp() - p_age
    order by i.templates_tried_at limit p_limit for update skip locked
  ), tried as (
    update instances i set templates_tried_at = clock_timestamp() from due
    where i.business_id = due.business_id and i.account_id = due.account_id and i.provider = 'cloud'
  )
  select distinct on (due.business_id, due.account_id) due.business_id, due.id from due
$$;

-- What budgets need to remember no more.
create function forget_budgets() returns void
language sql security definer set search_path = public, pg_temp
as $$
  delete from send_pairs where paid_at < clock_timestamp();
  delete from opened_customers where quarter < floor(extract(epoch from clock_timestamp()) / 900)::integer - 96;
  delete from opened_quarters where quarter < floor(extract(epoch from clock_timestamp()) / 900)::integer - 96;
$$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p
           where p.pronamespace = 'public'::regnamespace and p.proname in ('forget_budgets', 'claim_template_syncs') loop
    execute format('alter function %s owner to recado_system', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to recado_worker', f);
  end loop;
end $$;
revoke create on schema public from recado_system;
