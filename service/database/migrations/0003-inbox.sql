-- What shops deliver, kept before it is answered, and what somebody has to look at.

-- A brand's connection to one shop. Its secret lies in the key folder, named after brand, provider and number.
create table shops (
  brand_id bigint not null references brands,
  number integer not null,
  provider text not null check (provider in ('shopify', 'woocommerce', 'square', 'stripe', 'generic', 'till')),
  -- The shop's own name at its provider: shop domain, site, merchant id, account; for generic the connection's name.
  account text not null,
  mode text not null check (mode in ('live', 'test')),
  status text not null check (status in ('connected', 'disconnected')),
  -- The address the provider was given: some sign it along with the body.
  url text,
  connected_at timestamptz not null default now(),
  -- Until when the secret before the last rotation counts.
  former_secret_until timestamptz,
  primary key (brand_id, number),
  unique (brand_id, provider, account, mode)
);

-- No foreign keys: every delivery would lock the same row of its brand.
create table inbox (
  id bigint generated always as identity primary key,
  brand_id bigint not null,
  shop integer not null,
  provider text not null,
  account text not null,
  delivery_id text not null,
  topic text not null,
  mode text not null check (mode in ('live', 'test')),
  received_at timestamptz not null default now(),
  happened_at timestamptz,
  -- Keyed: it tells two bodies apart, and nobody without the key what stood in them.
  digest text not null,
  -- AES-256-GCM with the service's data key; null once nobody needs it any more.
  body bytea,
  status text not null default 'received' check (status in ('received', 'processed', 'ignored', 'waiting', 'parked')),
  reason text,
  -- No personal data.
  detail jsonb,
  attempts integer not null default 0,
  due_at timestamptz not null default now(),
  settled_at timestamptz,
  unique (brand_id, provider, account, delivery_id)
);
-- Bodies are ciphertext: trying to compress them only costs time.
alter table inbox alter column body set storage external;
create index inbox_open on inbox (brand_id, id) where status in ('received', 'waiting');
create index inbox_parked on inbox (brand_id, id) where status = 'parked';
create index inbox_settled on inbox (settled_at) where body is not null and settled_at is not null;

create table alerts (
  id bigint generated always as identity primary key,
  brand_id bigint references brands,
  kind text not null,
  -- What it is about, where one kind can be raised for several things at once.
  subject text not null default '',
  -- No personal data.
  detail jsonb not null,
  first_at timestamptz not null default now(),
  last_at timestamptz not null default now(),
  times integer not null default 1,
  settled_at timestamptz
);
create unique index alerts_open on alerts (brand_id, kind, subject) nulls not distinct where settled_at is null;
