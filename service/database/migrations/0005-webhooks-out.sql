-- What a brand's own systems are told: where to, and every message until it arrived.

create table webhook_targets (
  brand_id bigint not null references brands,
  number integer not null,
  url text not null,
  mode text not null check (mode in ('live', 'test')),
  -- Which events; null for all.
  types text[],
  status text not null default 'active' check (status in ('active', 'removed')),
  created_at timestamptz not null default now(),
  primary key (brand_id, number)
);

create table webhook_messages (
  id text primary key,
  place bigint generated always as identity,
  brand_id bigint not null,
  target integer not null,
  type text not null,
  mode text not null check (mode in ('live', 'test')),
  -- The very bytes that are signed; null once they are no longer kept.
  body text,
  status text not null default 'pending' check (status in ('pending', 'delivered', 'failed')),
  attempts integer not null default 0,
  created_at timestamptz not null default now(),
  due_at timestamptz not null default now(),
  settled_at timestamptz,
  -- How the last attempt went: a status of HTTP, or in a word why there was none.
  answer text,
  foreign key (brand_id, target) references webhook_targets
);
create index webhook_messages_due on webhook_messages (due_at) where status = 'pending';
create index webhook_messages_by_brand on webhook_messages (brand_id, place desc);
create index webhook_messages_kept on webhook_messages (settled_at) where body is not null and settled_at is not null;
