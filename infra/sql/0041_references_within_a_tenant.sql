-- References between tenant tables name the business too: a row can only ever point at one of its own tenant, whatever
-- a query says. Referenced rows need a unique (id, business_id); of messages, the largest, the primary key is that.
alter table contacts add unique (id, business_id);
alter table conversations add unique (id, business_id);
alter table instances add unique (id, business_id);
alter table meta_apps add unique (id, business_id);
alter table tags add unique (id, business_id);
alter table messages drop constraint messages_pkey cascade;
alter table messages add primary key (id, business_id);
alter table media add constraint media_message_id_fkey
  foreign key (message_id, business_id) references messages (id, business_id) on delete cascade;
alter table outbound add constraint outbound_message_id_fkey
  foreign key (message_id, business_id) references messages (id, business_id) on delete cascade;

do $$
declare
  old record;
begin
  for old in
    select f.conname, f.conrelid::regclass as own, f.confrelid::regclass as target, a.attname as col,
           case f.confdeltype when 'c' then 'cascade' when 'r' then 'restrict' when 'a' then 'no action'
                when 'n' then format('set null (%I)', a.attname) end as deletion
    from pg_constraint f join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
    where f.contype = 'f' and cardinality(f.conkey) = 1 and f.connamespace = 'public'::regnamespace
      and f.confrelid in ('contacts'::regclass, 'conversations'::regclass, 'instances'::regclass, 'meta_apps'::regclass,
                          'tags'::regclass)
  loop
    execute format('alter table %s drop constraint %I', old.own, old.conname);
    execute format('alter table %s add constraint %I foreign key (%I, business_id) references %s (id, business_id) '
                   'on delete %s', old.own, old.conname, old.col, old.target, old.deletion);
  end loop;
end $$;
