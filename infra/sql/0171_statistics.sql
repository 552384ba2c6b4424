-- What reports are made of: for each hour of a business what happened in it, counted once behind a watermark.
--   kind    in, out_agent, out_person, out_phone, out_system       messages
--           talk_agent, talk_person, talk_phone, talk_nobody       conversations begun that day, by who answered them
--           first_agent, first_person, first_phone                 how long the first answer took (bucket)
--           resolution                                             how long until a conversation was closed (bucket)
--   hour    begins in the business's zone; bucket: k where the seconds lie in [1.2^k, 1.2^(k+1))
create table stats_hourly (
  business_id uuid not null references businesses on delete cascade,
  hour timestamptz not null,
  instance_id uuid not null,
  kind text not null,
  member_id uuid,
  bucket smallint not null default 0,
  amount integer not null,
  unique nulls not distinct (business_id, hour, kind, instance_id, member_id, bucket)
);
call protect_tenant_table('stats_hourly');
call hide_from_advisor('stats_hourly');
grant select, insert, delete on stats_hourly to recado_system;

-- Messages up to this one are counted. One row.
create table stats_watermark (
  only_row boolean primary key default true check (only_row),
  reached uuid not null
);
insert into stats_watermark (reached) values ('00000000-0000-0000-0000-000000000000');
alter table stats_watermark enable row level security;
create policy system on stats_watermark to recado_system using (true) with check (true);
grant select, update on stats_watermark to recado_system;
grant select (id, timezone) on businesses to recado_system;
