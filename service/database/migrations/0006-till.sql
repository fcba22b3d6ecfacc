-- Tills: their devices, what they told, who they enrolled, and the payments they asked for. Values of payments are in µ of
-- the stablecoin.

create table till_devices (
  brand_id bigint not null references brands,
  number integer not null,
  name text not null,
  location text not null,
  mode text not null check (mode in ('live', 'test')),
  -- SHA-256 of the key: 256 random bits need no salt.
  key_hash text not null unique,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  primary key (brand_id, number)
);

-- Answers by Idempotency-Key, kept for 35 days.
create table till_answers (
  brand_id bigint not null,
  key text not null,
  -- Keyed, over what was asked.
  digest text not null,
  status integer not null,
  -- Sealed with the service's data key.
  body bytea not null,
  answered_at timestamptz not null default now(),
  primary key (brand_id, key)
);
alter table till_answers alter column body set storage external;
create index till_answers_by_time on till_answers (answered_at);

-- Sales, returns and voids, each once by the till's own id. `event` is what went to the inbox, without who bought.
create table till_entries (
  brand_id bigint not null,
  account text not null,
  entry_id text not null,
  place bigint generated always as identity,
  kind text not null check (kind in ('sale', 'return', 'void')),
  order_id text not null,
  device integer not null,
  location text not null,
  digest text not null,
  has_member boolean not null,
  -- What was said to be earned or taken, in 0.01 point.
  points bigint not null,
  event jsonb not null,
  booked_at timestamptz not null default now(),
  primary key (brand_id, account, entry_id)
);
create unique index till_entries_sold on till_entries (brand_id, account, order_id) where kind = 'sale';
create unique index till_entries_voided on till_entries (brand_id, account, order_id) where kind = 'void';
create index till_entries_by_order on till_entries (brand_id, account, order_id, place);

-- People a till enrolled. `external_id` is random; the ledger takes it over with the first sale. `contact` is sealed.
create table till_members (
  brand_id bigint not null,
  external_id text not null,
  account text,
  contact bytea,
  device integer not null,
  location text not null,
  enrolled_at timestamptz not null default now(),
  primary key (brand_id, external_id)
);

-- By what they are known, hashed like the ledger's identifiers.
create table till_identifiers (
  brand_id bigint not null,
  kind text not null check (kind in ('email', 'phone', 'card', 'account')),
  hash text not null,
  external_id text not null,
  primary key (brand_id, kind, hash)
);
create index till_identifiers_by_member on till_identifiers (brand_id, external_id);

-- Append-only: the latest row of a purpose counts. `subject` is the external id, which says nothing of the person.
create table consents (
  brand_id bigint not null,
  id bigint generated always as identity,
  subject text not null,
  purpose text not null check (
    purpose in ('terms', 'marketing_email', 'marketing_sms', 'marketing_push', 'personalisation', 'cross_brand')
  ),
  granted boolean not null,
  -- Version of the text the person saw.
  text_version text not null,
  -- Where it was said: till, portal, shop.
  source text not null,
  source_detail text not null default '',
  said_at timestamptz not null default now(),
  primary key (brand_id, id)
);
create index consents_by_subject on consents (brand_id, subject, purpose, id);
create trigger consents_append_only before update or delete on consents
  for each row execute function refuse_change();
create trigger consents_no_truncate before truncate on consents
  for each statement execute function refuse_change();

create table till_payments (
  id uuid primary key,
  brand_id bigint not null,
  account text not null,
  device integer not null,
  location text not null,
  order_id text not null,
  -- The order as the link has it, and its hash as it stands on chain: random, so good for this request alone.
  order_text text not null,
  reference text not null unique,
  value bigint not null check (value > 0),
  shown_currency text,
  shown_amount bigint check (shown_amount >= 0),
  -- Account that has to pay; null: whoever pays first.
  member text,
  state text not null default 'requested' check (
    state in ('requested', 'confirmed', 'done', 'cancelled', 'timedOut', 'failed', 'paidLate')
  ),
  version integer not null default 1,
  -- What the relay calls the signed intent, and who signed it.
  intent_digest text,
  intent_member text,
  confirmed_at timestamptz,
  accepted_at timestamptz,
  -- Value that was accepted before its block.
  accepted_value bigint,
  paid_member text,
  paid_value bigint,
  paid_transaction text,
  paid_block bigint,
  problem_code text,
  problem_detail text,
  -- The sale it went into.
  sale text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  changed_at timestamptz not null default now()
);
create index till_payments_open on till_payments (expires_at) where state in ('requested', 'confirmed');
create index till_payments_by_order on till_payments (brand_id, account, order_id);
create index till_payments_paid on till_payments (paid_block) where paid_block is not null;
create index till_payments_accepted on till_payments (brand_id, intent_member, accepted_at) where accepted_at is not null;

-- How far the Paid events of a hub were read.
create table till_paid_reading (
  hub text primary key,
  block bigint not null
);

-- Every Paid event that names one of these requests, as long as its block stands.
create table till_paid_events (
  reference text not null,
  member text not null,
  brand_id bigint not null,
  value bigint not null,
  transaction text not null,
  block_number bigint not null,
  log_index integer not null,
  primary key (reference, member)
);
create index till_paid_events_by_block on till_paid_events (block_number);
