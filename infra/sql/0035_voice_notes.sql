-- Audio that was made a voice note: the object that is sent in place of the one that was brought, made once for each.
create table voice_notes (
  business_id uuid not null references businesses on delete cascade,
  object_key text not null,
  voice_key text not null,
  created_at timestamptz not null default now(),
  primary key (business_id, object_key)
);
call protect_tenant_table('voice_notes');
call hide_from_advisor('voice_notes');
