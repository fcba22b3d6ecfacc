-- People: the keys under which what is kept of a member is sealed, requests about people, and erasing them.

-- Master keys lie in the key folder, as master-key-VERSION; they wrap the members' own keys.
create table master_keys (
  version integer primary key,
  status text not null check (status in ('current', 'retiring', 'destroyed')),
  -- Hash of the key: tells whether the file in the folder is the one that was used.
  proof text not null,
  made_at timestamptz not null default now(),
  destroyed_at timestamptz
);
create unique index master_keys_current on master_keys (status) where status = 'current';

-- One key per member. Without its row nothing that was sealed for the member opens again, in no copy of the database either
-- once the master keys of that time are destroyed.
create table member_keys (
  brand_id bigint not null,
  -- The member's name in the books.
  subject text not null,
  wrapped bytea not null,
  master integer not null references master_keys,
  made_at timestamptz not null default now(),
  renewed_at timestamptz,
  primary key (brand_id, subject)
);
create index member_keys_by_master on member_keys (master, brand_id, subject);

-- Whose key an answer is sealed with; null where nothing in it is personal. Without a body it was erased.
alter table till_answers add column subject text;
alter table till_answers alter column body drop not null;
create index till_answers_by_subject on till_answers (brand_id, subject) where subject is not null;

-- Append-only still; only erasing may replace the one column that could lead to a person.
create function refuse_change_but_names() returns trigger language plpgsql as $$
declare
  free text := tg_argv[0];
begin
  if tg_op = 'UPDATE' and current_setting('points.erasing', true) = 'yes'
    and (to_jsonb(new) - free) = (to_jsonb(old) - free) then
    return new;
  end if;
  raise exception 'rows of % are never changed: book another one', tg_table_name using errcode = 'restrict_violation';
end $$;
drop trigger consents_append_only on consents;
create trigger consents_append_only before update or delete on consents
  for each row execute function refuse_change_but_names('subject');
drop trigger ledger_append_only on ledger;
create trigger ledger_append_only before update or delete on ledger
  for each row execute function refuse_change_but_names('source');

-- What people asked for by way of a shop. Nothing personal: whom it is about stands here by numbers of the books.
create table privacy_requests (
  brand_id bigint not null,
  id bigint generated always as identity,
  kind text not null check (kind in ('data', 'redactCustomer', 'redactShop')),
  provider text not null,
  shop text not null,
  inbox_id bigint not null,
  members integer[] not null,
  orders integer[] not null,
  -- Keyed hashes of the shop's own customer numbers it named, where they are known.
  hashes text[] not null default '{}',
  received_at timestamptz not null,
  due_at timestamptz not null,
  status text not null default 'open' check (status in ('open', 'done')),
  -- How it was answered.
  answer text,
  answered_at timestamptz,
  primary key (brand_id, id),
  unique (inbox_id)
);
create index privacy_requests_open on privacy_requests (due_at) where status = 'open';

-- Erasing a person, step by step: after a crash it goes on where it stopped. What is left when it is done names nobody.
create table erasures (
  brand_id bigint not null,
  id bigint generated always as identity,
  -- Keyed hash of the name in the books: the same in a database restored from a backup.
  subject text not null,
  -- The name itself, only until it is done.
  name text,
  member integer,
  pseudonym text not null,
  -- Of this shop only; null: everything.
  provider text,
  shop text,
  actor text not null,
  request bigint,
  status text not null default 'working' check (status in ('working', 'waiting', 'done')),
  step text not null default 'points' check (step in ('points', 'files', 'rows', 'done')),
  -- Why it waits.
  problem text,
  -- Transactions as they were signed, before they were sent; points in 0.01 point.
  claim_transaction text,
  redeem_transaction text,
  claimed bigint not null default 0,
  redeemed bigint not null default 0,
  asked_at timestamptz not null default now(),
  done_at timestamptz,
  primary key (brand_id, id)
);
create unique index erasures_under_way on erasures (brand_id, subject, coalesce(provider, ''), coalesce(shop, ''))
  where status <> 'done';
create index erasures_by_subject on erasures (brand_id, subject);
create index erasures_open on erasures (brand_id, id) where status <> 'done';

-- When what is kept too long was last looked for.
create table privacy_tidyings (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  counts jsonb not null
);
