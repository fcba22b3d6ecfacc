-- A delivery counts once per mode: what a shop tells its test connection says nothing of what it tells its live one.
alter table inbox drop constraint inbox_brand_id_provider_account_delivery_id_key;
alter table inbox add constraint inbox_once unique (brand_id, provider, account, delivery_id, mode);

-- Deliveries whose provider has to be asked. They stand in a line of their own, so that no other waits behind them.
alter table inbox add column needs_fetch boolean not null default false;
create index inbox_to_fetch on inbox (brand_id, due_at, id) where status in ('received', 'waiting') and needs_fetch;

alter table returns add column staff text;

-- What members paid with points at a brand and how much of it went back, up to a block that is deep enough to stay.
create table order_payments (
  brand_id bigint not null,
  reference text not null,
  member text not null,
  block_number bigint not null,
  legs jsonb not null,
  -- Refunded of it, in 10^-18.
  share bigint not null default 0,
  primary key (brand_id, reference, member)
);
create table order_payment_reading (
  brand_id bigint primary key,
  hub text not null,
  block bigint not null,
  -- Another hash there says that all has to be read again.
  block_hash text not null
);

-- What was paid to a till that did not ask for it, or no longer: it goes back by itself.
alter table till_paid_events add column unasked boolean not null default false;
alter table till_paid_events add column refunded_at timestamptz;
alter table till_paid_events add column refund_retry_at timestamptz;
create index till_paid_events_to_give_back on till_paid_events (brand_id) where unasked and refunded_at is null;
alter table till_payments add column refunded_at timestamptz;

-- What the keys that these rows were written with answer: other keys in their place are refused.
create table key_checks (
  name text primary key,
  answer text not null,
  kept_at timestamptz not null default now()
);
