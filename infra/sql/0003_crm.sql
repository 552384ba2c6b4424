-- Contacts and the identities they are known by: a phone number is not an identity.
create table contacts (
  id uuid primary key,
  business_id uuid not null references businesses on delete cascade,
  name text,
  profile_name text,
  bot_enabled boolean not null default true,
  bot_paused_until timestamptz,
  opted_out_at timestamptz,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
call protect_tenant_table('contacts');
create index on contacts (business_id, created_at);

create table contact_identities (
  business_id uuid not null references businesses on delete cascade,
  kind text not null check (kind in ('phone', 'user_id', 'parent_user_id', 'lid', 'username', 'group')),
  value text not null,
  contact_id uuid not null references contacts on delete cascade,
  created_at timestamptz not null default now(),
  primary key (business_id, kind, value)
);
call protect_tenant_table('contact_identities');
create index on contact_identities (contact_id);
