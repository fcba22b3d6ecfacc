import type { Database } from '../../service/database/open-database.ts'

/** What an order, a look-up or a preview of anybody touches somewhere, not only at its end. */
const TOUCHED = [
  ...['members', 'members_pkey', 'members_brand_id_external_id_key', 'members_by_claim_address'],
  ...['identifiers_pkey', 'till_identifiers_pkey', 'till_members', 'till_members_pkey'],
  ...['orders_by_member', 'inbox_once'],
] as const

/**
 * Brings into memory what a server that ran for a day has there: the first thousands of orders after a start would else measure
 * how long this machine's disk takes to find a page.
 */
export async function warmUp(database: Database): Promise<void> {
  await database`create extension if not exists pg_prewarm`
  const indexes = await database<{ name: string }[]>`
    select indexrelid::regclass::text as name from pg_stat_user_indexes where schemaname = 'public'`
  for (const { name } of indexes) await database`select pg_prewarm(${name}::regclass, 'read')`
  for (const name of TOUCHED) await database`select pg_prewarm(${name}::regclass, 'buffer')`
}
