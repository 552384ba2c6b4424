-- The inbox over the API: who waits, notes, retries, files to send, canned replies, search, delta sync, away messages.
create extension if not exists unaccent;
create extension if not exists btree_gin;

-- waiting_since: the customer's oldest message that nobody has answered. author_id: the member who wrote a message.
-- retry_of: the failed message this one repeats. A note is a message that is never sent.
alter table conversations add column waiting_since timestamptz;
alter table messages
  add column author_id uuid,
  add column retry_of uuid,
  drop constraint messages_author_check,
  add constraint messages_author_check check (author in ('customer', 'agent', 'person', 'phone', 'system'));
create unique index messages_retries on messages (retry_of) where retry_of is not null;
create index messages_reactions on messages (instance_id, target_id) where kind = 'reaction';

-- A list's page is read from one end to the other: both keys in one direction.
drop index conversations_business_id_last_message_at_id_idx;
create index conversations_newest on conversations (business_id, last_message_at, id);
create index conversations_unread on conversations (business_id, last_message_at, id) where unread > 0;

-- The closed period a contact was told about ends at away_until. away_bot: the agent answers outside hours as well.
alter table contacts add column away_until timestamptz;
alter table businesses add column away_bot boolean not null default true;

-- Files a team member brings, before and while messages use them. size and mime_type as declared.
create table uploads (
  id uuid primary key,
  business_id uuid not null references businesses on delete cascade,
  user_id uuid,
  mime_type text not null,
  size bigint not null check (size > 0),
  filename text,
  object_key text not null,
  created_at timestamptz not null default now()
);
call protect_tenant_table('uploads');
call show_to_advisor('uploads', 'user_id = (select current_advisor())');
create index on uploads (business_id);

-- What the vendor calls a file of ours that was uploaded to it for a number.
create table media_handles (
  business_id uuid not null references businesses on delete cascade,
  instance_id uuid not null references instances on delete cascade,
  object_key text not null,
  vendor_media_id text not null,
  uploaded_at timestamptz not null default now(),
  primary key (instance_id, object_key)
);
call protect_tenant_table('media_handles');
call hide_from_advisor('media_handles');
create index on media_handles (business_id);
alter table media alter column vendor_media_id drop not null;

create table canned_replies (
  id uuid primary key,
  business_id uuid not null references businesses on delete cascade,
  shortcut text not null,
  text text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
call protect_tenant_table('canned_replies');
create unique index canned_replies_shortcut on canned_replies (business_id, lower(shortcut));

-- Search. unaccent is only called stable because its dictionary could change; ours does not. Long texts are found by
-- their beginning: a tsvector has an end.
create function message_words(p_text text) returns tsvector
language sql immutable parallel safe
as $$
  select to_tsvector('simple', regexp_replace(public.unaccent('public.unaccent', lower(left(p_text, 8000))), '[^[:alnum:]]+', ' ', 'g'))
$$;
-- The business comes first, so that a word all businesses use is not read for all of them.
create index messages_words on messages using gin (business_id, message_words(text)) where text is not null;

-- Delta sync. One row a thing and transaction. A reader takes rows of transactions older than every running one, in
-- their order: nobody can commit before what it has read. lost_by: the advisor who saw the thing until then.
create table changes (
  business_id uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  kind text not null check (kind in ('contact', 'conversation', 'message')),
  id uuid not null,
  lost_by uuid,
  at timestamptz not null default now(),
  primary key (business_id, xid, kind, id)
);
call protect_tenant_table('changes');
call hide_from_advisor('changes');
create index changes_old on changes using brin (at) with (pages_per_range = 16, autosummarize = on);

grant select, insert, update, delete on changes to recado_system;
grant select on contacts to recado_system;
grant create on schema public to recado_system;

create function message_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  insert into changes (business_id, kind, id) values (new.business_id, 'message', new.id) on conflict do nothing;
  return null;
end $$;

create function media_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  insert into changes (business_id, kind, id) values (new.business_id, 'message', new.message_id) on conflict do nothing;
  return null;
end $$;

create function conversation_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
declare r conversations := coalesce(new, old);
begin
  insert into changes (business_id, kind, id) values (r.business_id, 'conversation', r.id) on conflict do nothing;
  return null;
end $$;

create function identity_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
declare r contact_identities := coalesce(new, old);
begin
  insert into changes (business_id, kind, id) values (r.business_id, 'contact', r.contact_id) on conflict do nothing;
  return null;
end $$;

-- A contact passes from one advisor to another together with its conversations.
create function contact_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  r contacts := coalesce(new, old);
  loser uuid;
begin
  if tg_op = 'DELETE' or (tg_op = 'UPDATE' and new.assigned_to is distinct from old.assigned_to) then
    loser := old.assigned_to;
    insert into changes as c (business_id, kind, id, lost_by)
    select r.business_id, 'conversation', v.id, loser from conversations v where v.contact_id = r.id
    on conflict (business_id, xid, kind, id) do update set lost_by = coalesce(c.lost_by, excluded.lost_by);
  end if;
  insert into changes as c (business_id, kind, id, lost_by) values (r.business_id, 'contact', r.id, loser)
  on conflict (business_id, xid, kind, id) do update set lost_by = coalesce(c.lost_by, excluded.lost_by)
  where excluded.lost_by is not null;
  return null;
end $$;

create trigger changed after insert or update on messages for each row execute function message_changed();
create trigger changed after update of state on media for each row execute function media_changed();
create trigger changed after insert or update or delete on conversations
  for each row execute function conversation_changed();
create trigger changed after insert or delete on contact_identities for each row execute function identity_changed();
create trigger changed after insert or update or delete on contacts for each row execute function contact_changed();

-- Deletes changes that were kept long enough. Answers how many.
create function forget_changes(p_age interval, p_limit integer) returns integer
language sql security definer set search_path = public, pg_temp
as $$
  with gone as (
    delete from changes where ctid = any (array(select ctid from changes where at < now() - p_age limit p_limit))
    returning 1
  )
  select count(*)::integer from gone
$$;

-- Messages of the transaction's business whose texts have these words, newest first; an advisor's own only. Inside,
-- because the policies forbid an index to look at texts before they have looked at the row: this one holds both.
create function find_messages(p_query text, p_before timestamptz, p_before_id uuid, p_limit integer)
returns table (message_id uuid)
language sql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
as $$
  select m.id from messages m
  where m.business_id = current_business() and message_words(m.text) @@ to_tsquery('simple', p_query)
    and m.text is not null and m.revoked_at is null and m.kind not in ('edit', 'revoke', 'reaction')
    and (p_before is null or (m.sent_at, m.id) < (p_before, p_before_id))
    and (current_advisor() is null or exists (
      select from conversations v join contacts c on c.id = v.contact_id
      where v.id = m.conversation_id and c.assigned_to = current_advisor()))
  order by m.sent_at desc, m.id desc limit p_limit
$$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p
           where p.pronamespace = 'public'::regnamespace and p.proname in
             ('message_changed', 'media_changed', 'conversation_changed', 'identity_changed', 'contact_changed',
              'forget_changes', 'find_messages') loop
    execute format('alter function %s owner to recado_system', f);
    execute format('revoke all on function %s from public', f);
  end loop;
end $$;
grant execute on function forget_changes to recado_worker;
grant execute on function find_messages to recado_app;
revoke create on schema public from recado_system;
