import type { Address } from 'viem'
import { type Locale, isLocale } from '../i18n/locale.ts'
import { portalDatabase } from './database.ts'

/** A browser that wants to be told. */
export interface Subscription {
  endpoint: string
  account: Address
  keys: { p256dh: string; auth: string }
  locale: Locale
  /** It ends with this one; absent in rows that are older than this. */
  session?: string
}

/** Browsers of one account; the oldest are forgotten first, so that nobody's list holds up what others are told. */
const MOST = 20

export async function saveSubscription({ endpoint, account, keys, locale, session }: Subscription): Promise<void> {
  const sql = await portalDatabase()
  await sql`
    insert into portal.subscriptions (endpoint, account, keys, locale, session)
    values (${endpoint}, ${account.toLowerCase()}, ${sql.json(keys)}, ${locale}, ${session ?? null})
    on conflict (endpoint) do update set account = excluded.account, keys = excluded.keys, locale = excluded.locale,
      session = excluded.session, created_at = now()`
  await sql`
    delete from portal.subscriptions where endpoint in (
      select endpoint from portal.subscriptions where account = ${account.toLowerCase()}
      order by created_at desc, endpoint offset ${MOST})`
}

/** Forgets one browser, or all of an account. */
export async function removeSubscriptions(where: { endpoint: string } | { account: Address }): Promise<void> {
  const sql = await portalDatabase()
  if ('endpoint' in where) await sql`delete from portal.subscriptions where endpoint = ${where.endpoint}`
  else await sql`delete from portal.subscriptions where account = ${where.account.toLowerCase()}`
}

export async function listSubscriptions(): Promise<Subscription[]> {
  const sql = await portalDatabase()
  const rows = await sql<(Omit<Subscription, 'locale'> & { locale: string })[]>`
    select endpoint, account, keys, locale from portal.subscriptions order by account, endpoint`
  return rows.map((row) => ({ ...row, locale: isLocale(row.locale) ? row.locale : 'en' }))
}

/** Notes that a browser is told of a notice; false where it was told before. */
export async function claimNotice(endpoint: string, notice: string): Promise<boolean> {
  const sql = await portalDatabase()
  const rows = await sql`
    insert into portal.pushed (endpoint, notice) values (${endpoint}, ${notice}) on conflict do nothing returning notice`
  return rows.length === 1
}

/** It could not be told after all: the next round tries again. */
export async function releaseNotice(endpoint: string, notice: string): Promise<void> {
  const sql = await portalDatabase()
  await sql`delete from portal.pushed where endpoint = ${endpoint} and notice = ${notice}`
}
