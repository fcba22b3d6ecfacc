import { DatabaseError } from './database-error.ts'
import type { Database } from './open-database.ts'
import { openSession } from './open-session.ts'

/** First half of the advisory lock's name; the second is the brand. */
export const BRAND_LOCK = 7_016_943

export type BrandLockOptions = { brandId: number; code: string; waitMs?: number }

/**
 * Runs `work` while no other writer of this brand can: imports and mint workers share one lock. A writer that was killed
 * leaves it as soon as the database notices, hence the waiting.
 */
export async function withBrandLock<T>(
  database: Database,
  options: BrandLockOptions,
  work: () => Promise<T>,
): Promise<T> {
  const session = openSession(database)
  try {
    await acquire(session, options)
    return await work()
  } finally {
    // The lock goes with its connection.
    await session.end({ timeout: 1 })
  }
}

async function acquire(session: Database, { brandId, code, waitMs = 30_000 }: BrandLockOptions): Promise<void> {
  await session`select set_config('lock_timeout', ${String(waitMs)}, false)`
  try {
    await session`select pg_advisory_lock(${BRAND_LOCK}, ${brandId})`
  } catch (error) {
    if ((error as { code?: string }).code !== '55P03') throw error
    const sentence = `Another process is minting for ${code}. Wait until it is done, or stop it, and try again.`
    throw new DatabaseError(sentence, { cause: error })
  } finally {
    await session`select set_config('lock_timeout', '0', false)`
  }
}
