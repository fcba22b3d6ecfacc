-- The relay of members' signed intents, and the account operations it carries.

-- Its transactions stand in the same table as those of minters, but belong to no brand and no import.
alter table transactions alter column brand_id drop not null;
alter table transactions drop constraint transactions_kind_check;
alter table transactions add constraint transactions_kind_check
  check (kind in ('batch', 'reversal', 'intents', 'deployment', 'operation'));
alter table transactions add column block_hash text;
-- What the transaction cost in wei, and when it was seen in a block.
alter table transactions add column fee numeric;
alter table transactions add column closed_at timestamptz;
create index transactions_by_closing on transactions (chain_id, sender, closed_at) where closed_at is not null;

create table relay_intents (
  id uuid primary key,
  place bigint generated always as identity,
  chain_id bigint not null,
  hub text not null,
  -- What was signed, without the signature: the same thing twice is one row.
  digest text not null,
  kind text not null check (kind in ('intent', 'operation')),
  verb text not null,
  member text not null,
  nonce numeric,
  -- Chain time after which it cannot succeed any more; for a claim, which carries none, when the relay stops trying.
  deadline bigint not null,
  target text not null,
  payload text not null,
  signature text not null,
  -- Most gas the chain may spend on it.
  gas bigint not null,
  -- Public key of the passkey account that is to be made first.
  account_x text,
  account_y text,
  -- Keyed hash of the address it came from, for quotas.
  origin text not null,
  status text not null default 'queued' check (status in ('queued', 'sent', 'done', 'failed')),
  version integer not null default 1,
  failures integer not null default 0,
  problem_code text,
  problem_detail text,
  -- The transaction that carries it now or carried it in the end: nonce of the relay's key, place within its batch.
  sender text,
  tx_nonce bigint,
  item integer,
  tx_hash text,
  block_number bigint,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now()
);
create unique index relay_intents_open on relay_intents (chain_id, hub, digest) where status in ('queued', 'sent');
create index relay_intents_by_digest on relay_intents (chain_id, hub, digest, place);
create index relay_intents_queued on relay_intents (chain_id, hub, place) where status = 'queued';
create index relay_intents_by_transaction on relay_intents (chain_id, sender, tx_nonce) where tx_nonce is not null;
create index relay_intents_failures on relay_intents (chain_id, hub, changed_at) where failures > 0;
create index relay_intents_by_member on relay_intents (chain_id, hub, member, place desc);

-- Quotas of the relay, as rate-limiter-flexible counts them.
create table relay_quotas (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);
