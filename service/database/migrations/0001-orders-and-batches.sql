-- Books of many brands. Points are in 0.01 point, prices and values in 10^-6 of the file's currency.

create table brands (
  brand_id bigint primary key,
  code text not null unique,
  token text not null,
  chain_id bigint not null,
  events_read_to bigint not null default -1
);

create table members (
  brand_id bigint not null references brands,
  number integer not null,
  external_id text not null,
  claim_key text not null,
  claim_address text not null,
  account text,
  debt bigint not null default 0,
  earned bigint not null default 0,
  credited bigint not null default 0,
  reversed bigint not null default 0,
  run integer not null default 0,
  primary key (brand_id, number),
  unique (brand_id, external_id)
);
create index members_by_claim_address on members (brand_id, claim_address);

create table import_runs (
  brand_id bigint not null references brands,
  number integer not null,
  file text not null,
  fingerprint text not null,
  status text not null check (status in ('planned', 'done')),
  summary jsonb not null,
  short bigint not null default 0,
  planned_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (brand_id, number)
);

create table orders (
  brand_id bigint not null references brands,
  number integer not null,
  provider text not null,
  shop text not null,
  order_id text not null,
  member integer not null,
  reference text not null,
  salt text not null,
  date text not null,
  original bigint not null default 0,
  remaining bigint not null default 0,
  earned bigint not null default 0,
  taken bigint not null default 0,
  positions integer not null default 0,
  run integer not null,
  seen_run integer not null,
  primary key (brand_id, number),
  unique (brand_id, provider, shop, order_id)
);
create index orders_by_member on orders (brand_id, member, number);

create table order_lines (
  brand_id bigint not null,
  order_number integer not null,
  position integer not null,
  item text not null,
  quantity bigint not null,
  remaining bigint not null,
  price bigint not null,
  digest bigint not null,
  run integer not null,
  seen_run integer not null,
  primary key (brand_id, order_number, position)
);

create table batches (
  brand_id bigint not null references brands,
  sequence bigint not null,
  run integer not null,
  root text not null,
  return_window integer not null,
  points bigint not null,
  minted_at bigint,
  epoch integer,
  life integer,
  primary key (brand_id, sequence)
);

create table batch_credits (
  brand_id bigint not null,
  sequence bigint not null,
  position integer not null,
  address text not null,
  points bigint not null,
  asked bigint not null default 0,
  reversed bigint not null default 0,
  short bigint not null default 0,
  primary key (brand_id, sequence, position),
  unique (brand_id, sequence, address),
  foreign key (brand_id, sequence) references batches
);
create index batch_credits_to_reverse on batch_credits (brand_id, sequence) where asked > reversed;

create table order_credits (
  brand_id bigint not null,
  order_number integer not null,
  sequence bigint not null,
  address text not null,
  points bigint not null,
  reversed bigint not null default 0,
  primary key (brand_id, order_number, sequence)
);
create index order_credits_by_batch on order_credits (brand_id, sequence);

-- One queue per signing key. A row is written, signed bytes and all, before it is sent.
create table transactions (
  chain_id bigint not null,
  sender text not null,
  nonce bigint not null,
  attempt integer not null default 0,
  hash text not null unique,
  signed text not null,
  brand_id bigint not null references brands,
  run integer not null,
  kind text not null check (kind in ('batch', 'reversal')),
  sequence bigint,
  status text not null check (status in ('signed', 'confirmed', 'reverted', 'replaced')),
  gas_used bigint,
  block_number bigint,
  primary key (chain_id, sender, nonce, attempt)
);
create index transactions_open on transactions (chain_id, sender, nonce) where status = 'signed';
create index transactions_by_run on transactions (brand_id, run);

create table payment_refunds (
  brand_id bigint not null references brands,
  member text not null,
  order_reference text not null,
  share numeric not null,
  primary key (brand_id, member, order_reference)
);
