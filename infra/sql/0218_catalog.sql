-- What a business sells. Every product has at least one variant, which has the price and the stock; the only one of a
-- simple product has an empty label. Prices count in minor units of the currency.
create table categories (
  id uuid primary key,
  business_id uuid not null references businesses on delete cascade,
  name text not null check (length(name) between 1 and 80),
  created_at timestamptz not null default now(),
  unique (id, business_id)
);
call protect_tenant_table('categories');
create unique index categories_name on categories (business_id, fold(name));

-- search: what it is found by; written by triggers. changes: how often a person changed it.
create table products (
  id uuid primary key,
  business_id uuid not null references businesses on delete cascade,
  category_id uuid,
  name text not null check (length(name) between 1 and 200),
  description text not null default '' check (length(description) <= 4000),
  active boolean not null default true,
  revision integer not null default 1,
  search text not null default '',
  changed_by uuid,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  archived_at timestamptz,
  unique (id, business_id),
  foreign key (category_id, business_id) references categories (id, business_id) on delete set null (category_id)
);
call protect_tenant_table('products');
create index products_by_name on products (business_id, fold(name), id);
create index products_category on products (category_id) where category_id is not null;
create index products_words on products using gin (business_id, search gin_trgm_ops);

-- stock null: not counted. reserved: of the stock, promised to orders. A variant that was removed stays for its orders.
create table variants (
  id uuid primary key,
  business_id uuid not null,
  product_id uuid not null,
  sku text check (length(sku) between 1 and 60),
  label text not null default '' check (length(label) <= 120),
  price_minor bigint not null check (price_minor between 0 and 999999999999),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  stock integer check (stock between 0 and 1000000000),
  reserved integer not null default 0 check (reserved >= 0),
  low_at integer check (low_at between 0 and 1000000000),
  position integer not null,
  removed_at timestamptz,
  created_at timestamptz not null default now(),
  unique (id, business_id),
  check (stock is null or reserved <= stock),
  foreign key (product_id, business_id) references products (id, business_id) on delete cascade
);
call protect_tenant_table('variants');
create unique index variants_sku on variants (business_id, upper(sku)) where removed_at is null;
create index variants_product on variants (product_id, position);

-- Every change of a variant's stock, and of what of it is reserved.
create table stock_moves (
  id uuid primary key,
  business_id uuid not null,
  variant_id uuid not null,
  delta integer not null default 0,
  reserved_delta integer not null default 0,
  reason text not null check (reason in ('counted', 'imported', 'reserved', 'released', 'sold', 'returned')),
  actor_kind text not null,
  actor_id uuid,
  at timestamptz not null default now(),
  unique (id, business_id),
  foreign key (variant_id, business_id) references variants (id, business_id) on delete cascade
);
call protect_tenant_table('stock_moves');
call hide_from_advisor('stock_moves');
create index on stock_moves (variant_id, at);

-- The meaning of each product as a vector: of which text (its digest), by which model.
create table product_vectors (
  product_id uuid primary key,
  business_id uuid not null,
  model text not null check (length(model) <= 100),
  digest bytea not null,
  embedding halfvec not null,
  foreign key (product_id, business_id) references products (id, business_id) on delete cascade
);
call protect_tenant_table('product_vectors');
call hide_from_advisor('product_vectors');
create index on product_vectors (business_id);
-- Products whose words changed since they were read for their meaning are found by this.
alter table products add column to_embed_at timestamptz default now();
create index products_to_embed on products (to_embed_at) where to_embed_at is not null;
grant select, insert on categories, products, variants, product_vectors to recado_system;
grant update (search, to_embed_at) on products to recado_system;
