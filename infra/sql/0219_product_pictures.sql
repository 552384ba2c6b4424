-- Pictures of products, first to last. Each has the object of the upload it came from, with a small picture beside it.
create table product_pictures (
  id uuid primary key,
  business_id uuid not null,
  product_id uuid not null,
  object_key text not null,
  mime_type text not null check (mime_type in ('image/jpeg', 'image/png')),
  size bigint not null check (size > 0),
  position integer not null,
  created_at timestamptz not null default now(),
  unique (id, business_id),
  unique (product_id, object_key),
  foreign key (product_id, business_id) references products (id, business_id) on delete cascade
);
call protect_tenant_table('product_pictures');
create index on product_pictures (business_id, object_key);
grant select, insert on product_pictures to recado_system;
