import type { Transaction } from './open-database.ts'

/** First half of the advisory lock's name; the second is the brand. */
const BOOKS_LOCK = 7_016_944

/**
 * Held by every transaction that writes a brand's books, from before it reads them until it ends. The brand's own lock keeps
 * writers apart; where its connection broke unnoticed, this one still does.
 */
export async function lockBooks(sql: Transaction, brandId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(${BOOKS_LOCK}, ${brandId})`
}
