-- Contacts as people work with them: tags, own fields, notes, search, merging, files in and out.
create extension if not exists unaccent;
create extension if not exists pg_trgm;
create extension if not exists btree_gin;

-- A text as it is compared: without accents and capitals. Immutable as long as the dictionary of `unaccent` is.
create function fold(p_text text) returns text
language sql immutable strict parallel safe set search_path = public, pg_temp
as $$ select unaccent('unaccent', lower(normalize(p_text, nfkc))) $$;

-- What an identity is known by. The three countries whose mobile numbers are written in two ways have one key; the same
-- rules are in recado.kernel.phones, and a test holds them together. `value` stays as the vendor writes it.
create function identity_key(p_kind text, p_value text) returns text
language sql immutable parallel safe
as $$
  select case
    when p_kind <> 'phone' then p_value
    when p_value ~ '^521[0-9]{10}$' then '52' || substr(p_value, 4)
    when p_value ~ '^55[1-9][0-9][6-9][0-9]{7}$' then '55' || substr(p_value, 3, 2) || '9' || substr(p_value, 5)
    when p_value ~ '^54[1-8][0-9]{9}$' then '549' || substr(p_value, 3)
    else p_value end
$$;

alter table contact_identities add column key text generated always as (identity_key(kind, value)) stored;
-- Two forms of one number that were two contacts: the older one keeps it.
delete from contact_identities i using contact_identities o
where o.business_id = i.business_id and o.kind = i.kind and o.key = i.key
  and (o.created_at, o.value) < (i.created_at, i.value);
alter table contact_identities
  alter column key set not null,
  drop constraint contact_identities_pkey,
  add constraint contact_identities_pkey primary key (business_id, kind, key);

create function search_text(variadic p_parts text[]) returns text
language sql immutable parallel safe set search_path = public, pg_temp
as $$ select fold(' ' || array_to_string(p_parts, ' ')) $$;

-- username: for display only, it passes from one person to another. phones: of the identities, for searching.
-- field_sources: who set each of `fields`. A contact that was merged into another stays, unseen, until it is unmerged.
alter table contacts
  add column email text,
  add column username text,
  add column phones text,
  add column fields jsonb not null default '{}',
  add column field_sources jsonb not null default '{}',
  add column merged_into uuid references contacts on delete cascade,
  add column sort_name text collate "C" not null generated always as (fold(coalesce(name, profile_name, ''))) stored,
  add column search text generated always as (search_text(name, profile_name, email, username, phones)) stored;
create index contacts_by_name on contacts (business_id, sort_name, id) where merged_into is null;
create index contacts_archived on contacts (business_id, id) where archived_at is not null;
create index contacts_opted_out on contacts (business_id, id) where opted_out_at is not null;
create index contacts_merged on contacts (merged_into) where merged_into is not null;
create index contacts_username on contacts (business_id, username) where username is not null;
-- The business is in the index, so a search reads its rows alone, however many others match.
create index contacts_found on contacts using gin (business_id, search gin_trgm_ops, fields jsonb_path_ops);

create function write_phones() returns trigger
language plpgsql as $$
declare ids uuid[];
begin
  case tg_op
    when 'INSERT' then ids := array(select contact_id from come where kind = 'phone');
    when 'DELETE' then ids := array(select contact_id from gone where kind = 'phone');
    else ids := array(select contact_id from come where kind = 'phone'
                      union select contact_id from gone where kind = 'phone');
  end case;
  update contacts c set phones = p.written
  from (select x.id, (select string_agg(i.key || case when i.value <> i.key then ' ' || i.value else '' end, ' ')
                      from contact_identities i where i.contact_id = x.id and i.kind = 'phone') as written
        from (select distinct unnest(ids) as id) x) p
  where c.id = p.id and c.phones is distinct from p.written;
  return null;
end $$;
create trigger phones_come after insert on contact_identities
  referencing new table as come for each statement execute function write_phones();
create trigger phones_change after update on contact_identities
  referencing old table as gone new table as come for each statement execute function write_phones();
create trigger phones_go after delete on contact_identities
  referencing old table as gone for each statement execute function write_phones();
update contact_identities set value = value where kind = 'phone';

-- Counts and times are kept where each message is counted anyway; a contact's are the sum over its conversations.
alter table conversations
  add column message_count integer not null default 0,
  add column first_message_at timestamptz;
update conversations c set message_count = m.n, first_message_at = m.first
from (select conversation_id, count(*) as n, min(sent_at) as first from messages group by 1) m
where m.conversation_id = c.id;

create table tags (
  id uuid primary key,
  business_id uuid not null references businesses on delete cascade,
  name text not null check (length(name) between 1 and 60),
  colour text not null check (colour ~ '^#[0-9a-f]{6}$'),
  created_at timestamptz not null default now()
);
call protect_tenant_table('tags');
create unique index tags_name on tags (business_id, fold(name));

create table contact_tags (
  business_id uuid not null references businesses on delete cascade,
  contact_id uuid not null references contacts on delete cascade,
  tag_id uuid not null references tags on delete cascade,
  created_at timestamptz not null default now(),
  primary key (contact_id, tag_id)
);
call protect_tenant_table('contact_tags');
call show_to_advisor('contact_tags', 'exists (select from contacts c where c.id = contact_id)');
create index on contact_tags (tag_id, contact_id);

create table contact_fields (
  id uuid primary key,
  business_id uuid not null references businesses on delete cascade,
  key text not null check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  label_es text not null,
  label_en text not null,
  type text not null check (type in ('text', 'number', 'date', 'boolean', 'choice')),
  options text[] not null default '{}',
  created_at timestamptz not null default now(),
  unique (business_id, key)
);
call protect_tenant_table('contact_fields');

create table contact_notes (
  id uuid primary key,
  business_id uuid not null references businesses on delete cascade,
  contact_id uuid not null references contacts on delete cascade,
  author_kind text not null check (author_kind in ('user', 'key', 'system')),
  author_id uuid,
  text text not null,
  created_at timestamptz not null default now(),
  edited_at timestamptz
);
call protect_tenant_table('contact_notes');
call show_to_advisor('contact_notes', 'exists (select from contacts c where c.id = contact_id)');
create index on contact_notes (contact_id, id);

-- record: what was moved and what was there before, for putting it back. messages: those that changed conversation.
create table contact_merges (
  id uuid primary key,
  business_id uuid not null references businesses on delete cascade,
  survivor_id uuid not null references contacts on delete cascade,
  source_id uuid not null references contacts on delete cascade,
  record jsonb not null,
  messages uuid[] not null default '{}',
  merged_at timestamptz not null default now(),
  undone_at timestamptz
);
call protect_tenant_table('contact_merges');
call show_to_advisor('contact_merges', 'exists (select from contacts c where c.id = survivor_id)');
create index on contact_merges (survivor_id);
create index on contact_merges (source_id);

-- Files of contacts, in and out. done: rows dealt with so far, from which a killed run goes on.
create table contact_files (
  id uuid primary key,
  business_id uuid not null references businesses on delete cascade,
  direction text not null check (direction in ('in', 'out')),
  state text not null default 'waiting' check (state in ('waiting', 'queued', 'running', 'done', 'failed')),
  asked_by_kind text not null,
  asked_by uuid,
  object_key text not null,
  etag text,
  encoding text,
  total integer,
  done integer not null default 0,
  created integer not null default 0,
  updated integer not null default 0,
  failed integer not null default 0,
  errors jsonb not null default '[]',
  reason text,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
call protect_tenant_table('contact_files');
call hide_from_advisor('contact_files');
create index on contact_files (business_id, direction, id);

-- Row-level security keeps operators that are not leakproof (similarity, containment) out of index conditions. These
-- functions are the owner's, who is let through, and name business and advisor themselves; they answer ids only, and
-- whoever asks reads the rows under row-level security again.
grant select on contacts, tags, contact_tags to recado_system;
grant create on schema public to recado_system;

-- Contacts of this business in which each word of `p_words` (folded) is found: within a word from three letters on,
-- at the beginning of one below that, or nearly so. And those with a tag whose name begins with the whole, the newest.
create function search_contacts(p_words text[], p_whole text) returns table (contact_id uuid, score integer)
language plpgsql stable security definer set search_path = public, pg_temp
set pg_trgm.word_similarity_threshold = 0.45 set plan_cache_mode = force_custom_plan
as $$
declare
  own constant uuid := current_business();
  advisor constant uuid := current_advisor();
begin
  return query execute format($sql$
    select c.id, (1000 * word_similarity($1, c.search))::integer from contacts c
    where c.business_id = $2 and c.merged_into is null and ($3 is null or c.assigned_to = $3) and %s
    union
    (select c.id, 300 from tags t join contact_tags ct on ct.tag_id = t.id join contacts c on c.id = ct.contact_id
     where t.business_id = $2 and starts_with(fold(t.name), $1) and ($3 is null or c.assigned_to = $3)
     order by c.id desc limit 1000)
  $sql$, (select string_agg(case
      when length(w) < 3 then format('c.search like %L', '%% ' || w || '%%')
      when w ~ '^[0-9]+$' then format('c.search like %L', '%%' || w || '%%')
      else format('(c.search like %L or c.search %%> %L)', '%%' || w || '%%', word) end, ' and ')
    from unnest(p_words) word, regexp_replace(word, '([\\%_])', '\\\1', 'g') w)) using p_whole, own, advisor;
end $$;

-- Contacts of this business with these values in their own fields.
create function contacts_with(p_fields jsonb) returns table (contact_id uuid)
language sql stable security definer set search_path = public, pg_temp
as $$
  select c.id from contacts c where c.business_id = (select current_business()) and c.merged_into is null
    and ((select current_advisor()) is null or c.assigned_to = (select current_advisor())) and c.fields @> p_fields
$$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p
           where p.pronamespace = 'public'::regnamespace and p.proname in ('search_contacts', 'contacts_with') loop
    execute format('alter function %s owner to recado_system', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to recado_app', f);
  end loop;
end $$;
revoke create on schema public from recado_system;
