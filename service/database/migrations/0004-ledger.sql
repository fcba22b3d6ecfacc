-- What shops sold and took back, and why each point was given. Points are in 0.01 point, money in 10^-6 of the order's
-- currency. `unsaved`: changed since the last run, so the journal of the next one has to hold the row.

-- A sale follows the version in force when it was paid; sales from before the first version follow that one.
create table brand_rules (
  brand_id bigint not null references brands,
  version integer not null,
  from_at timestamptz not null,
  -- Points per 1.00, as text: 1, 0.5 or 1/3.
  rate text not null,
  pending_seconds integer not null check (pending_seconds >= 0),
  return_window integer not null check (return_window between 0 and 7776000),
  excluded_categories jsonb not null,
  cap_per_order bigint check (cap_per_order > 0),
  -- Value up to which the till may take a signed payment at the brand's own risk.
  floor_limit bigint not null default 0 check (floor_limit >= 0),
  unsaved boolean not null default true,
  primary key (brand_id, version)
);
create index brand_rules_unsaved on brand_rules (brand_id) where unsaved;

alter table members add column unsaved boolean not null default false;
create index members_unsaved on members (brand_id) where unsaved;
-- An order of a shop without a known customer has member 0 until one is attached.
alter table orders add column unsaved boolean not null default false;
create index orders_unsaved on orders (brand_id) where unsaved;
-- Last entry of the ledger that a run's journal holds.
alter table brands add column ledger_saved_to bigint not null default 0;

-- By what a member is known, as HMAC-SHA256 under the brand's pepper: the value itself is stored nowhere.
create table identifiers (
  brand_id bigint not null,
  kind text not null check (kind in ('id', 'email', 'phone', 'card', 'account')),
  hash text not null,
  member integer not null,
  unsaved boolean not null default true,
  primary key (brand_id, kind, hash)
);
create index identifiers_by_member on identifiers (brand_id, member);
create index identifiers_unsaved on identifiers (brand_id) where unsaved;

-- What is known of an order of a shop beyond `orders`. A refund or a cancellation may come before its sale: then `digest`
-- is null, and the row remembers what came.
create table sales (
  brand_id bigint not null,
  order_number integer not null,
  digest text,
  version bigint,
  told_at timestamptz,
  -- How often the sale was told anew.
  revision integer not null default 0,
  paid_at timestamptz,
  currency text,
  channel text,
  location text,
  staff text,
  total bigint not null default 0,
  tender bigint not null default 0,
  lines jsonb,
  breakdown jsonb,
  rule_version integer,
  return_window integer not null default 0,
  -- When its points become active.
  matures_at timestamptz,
  cancelled boolean not null default false,
  cancel_version bigint,
  refund_list jsonb,
  refund_list_version bigint,
  -- Taken back on chain by somebody else, beside what its returns took.
  outside bigint not null default 0,
  -- What the member ought to have from the order, and what was settled of it so far: minted or set off against a debt,
  -- less what was taken back.
  kept bigint not null default 0,
  given bigint not null default 0,
  -- Which share of what was paid with points has to go back, and what of it did; in 10^-18, cumulative.
  refund_share bigint not null default 0,
  refund_done bigint not null default 0,
  refund_retry_at timestamptz,
  unsaved boolean not null default true,
  primary key (brand_id, order_number)
);
create index sales_to_refund on sales (brand_id, order_number) where refund_share > refund_done;
create index sales_to_give on sales (brand_id, matures_at, order_number) where kept > given;
create index sales_to_take_back on sales (brand_id, order_number) where given > kept;
create index sales_unsaved on sales (brand_id) where unsaved;

create table sale_payments (
  brand_id bigint not null,
  provider text not null,
  shop text not null,
  payment_id text not null,
  order_number integer not null,
  unsaved boolean not null default true,
  primary key (brand_id, provider, shop, payment_id)
);
create index sale_payments_by_order on sale_payments (brand_id, order_number);
create index sale_payments_unsaved on sale_payments (brand_id) where unsaved;

-- One row per refund, also where it came before its order, or was undone before it came (`known` is false).
create table returns (
  brand_id bigint not null,
  provider text not null,
  shop text not null,
  refund_id text not null,
  order_number integer,
  payment_id text,
  happened_at timestamptz not null,
  known boolean not null,
  amount bigint not null,
  currency text,
  basis bigint,
  whole boolean not null,
  lines jsonb,
  undone boolean not null,
  unsaved boolean not null default true,
  primary key (brand_id, provider, shop, refund_id)
);
create index returns_by_order on returns (brand_id, order_number);
create index returns_by_payment on returns (brand_id, provider, shop, payment_id) where order_number is null;
create index returns_unsaved on returns (brand_id) where unsaved;

-- Deliveries whose events wait for something else to come: an order, or the order of a payment.
create table inbox_waits (
  inbox_id bigint primary key,
  brand_id bigint not null,
  provider text not null,
  shop text not null,
  order_id text,
  payment_id text
);
create index inbox_waits_by_order on inbox_waits (brand_id, provider, shop, order_id);
create index inbox_waits_by_payment on inbox_waits (brand_id, provider, shop, payment_id);

-- Append-only. What a member ought to have: earn, adjust, return, undo. How it was settled: mint, repay, reverse, owe; and
-- what the chain could not take back: short.
create table ledger (
  brand_id bigint not null,
  entry bigint generated always as identity,
  member integer not null,
  kind text not null
    check (kind in ('earn', 'adjust', 'return', 'undo', 'mint', 'repay', 'reverse', 'owe', 'short')),
  points bigint not null check (points <> 0),
  order_number integer,
  sequence bigint,
  -- What it was booked for: the same thing is never booked twice.
  source text not null,
  detail jsonb,
  happened_at timestamptz not null,
  primary key (brand_id, entry)
);
create unique index ledger_once on ledger
  (brand_id, kind, source, member, coalesce(order_number, 0), coalesce(sequence, 0));
create index ledger_by_member on ledger (brand_id, member, entry);
create index ledger_by_order on ledger (brand_id, order_number) where order_number is not null;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed: book another one', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger ledger_append_only before update or delete on ledger
  for each row execute function refuse_change();
create trigger ledger_no_truncate before truncate on ledger
  for each statement execute function refuse_change();

-- Every reversal of the chain that the books took in, so that one a reorganisation removed can be taken out again.
create table reversal_events (
  brand_id bigint not null,
  sequence bigint not null,
  address text not null,
  total bigint not null,
  short bigint not null,
  block_number bigint not null,
  block_hash text not null,
  primary key (brand_id, sequence, address, total)
);
create index reversal_events_by_block on reversal_events (brand_id, block_number);

create index transactions_by_block on transactions (chain_id, sender, block_number) where block_number is not null;
create index batches_unminted on batches (brand_id, sequence) where minted_at is null;
create index import_runs_planned on import_runs (brand_id, number) where status = 'planned';
alter table import_runs add column kind text not null default 'file' check (kind in ('file', 'shop'));
alter table transactions drop constraint transactions_kind_check;
alter table transactions add constraint transactions_kind_check
  check (kind in ('batch', 'reversal', 'refund', 'intents', 'deployment', 'operation'));
