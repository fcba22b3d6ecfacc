import postgres, { type Sql } from 'postgres'
import { currentNetwork } from './network.ts'

let opened: { url: string; sql: Promise<Sql> } | undefined

/** The portal's own tables, in a schema of their own beside the service's. */
export async function portalDatabase(): Promise<Sql> {
  const { databaseUrl } = await currentNetwork()
  if (opened?.url !== databaseUrl) {
    const sql = open(databaseUrl)
    opened = { url: databaseUrl, sql }
    sql.catch(() => (opened = undefined))
  }
  return await opened.sql
}

async function open(url: string): Promise<Sql> {
  const sql = postgres(url, { max: 5, connect_timeout: 10, idle_timeout: 60, onnotice: () => undefined })
  await sql.begin(async (tx) => {
    // Two portals starting at once would race each other to the same names.
    await tx`select pg_advisory_xact_lock(hashtext('openpoints portal'))`
    await tx.unsafe(TABLES)
  })
  return sql
}

const TABLES = `
create schema if not exists portal;

-- Keys that were shown to this portal: what finds an account before the chain knows it.
create table if not exists portal.passkeys (
  x text not null,
  y text not null,
  account text not null,
  first_seen timestamptz not null default now(),
  primary key (x, y)
);

create table if not exists portal.sessions (
  id uuid primary key,
  account text not null,
  kind text not null,
  device text not null,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  revoked_at timestamptz
);
create index if not exists sessions_account on portal.sessions (account);

create table if not exists portal.subscriptions (
  endpoint text primary key,
  account text not null,
  keys jsonb not null,
  locale text not null,
  created_at timestamptz not null default now()
);
alter table portal.subscriptions add column if not exists session uuid;
create index if not exists subscriptions_account on portal.subscriptions (account);

-- One row per notice and endpoint: a notice is pushed once.
create table if not exists portal.pushed (
  endpoint text not null references portal.subscriptions on delete cascade,
  notice text not null,
  pushed_at timestamptz not null default now(),
  primary key (endpoint, notice)
);

-- Challenges that were answered: each is good once.
create table if not exists portal.challenges (
  value text primary key,
  answered_at timestamptz not null default now()
);

-- A further device shows its key here; the member's first device takes it from here and signs for it.
create table if not exists portal.pairings (
  id uuid primary key,
  account text not null,
  x text,
  y text,
  device text,
  created_at timestamptz not null default now()
);
`
