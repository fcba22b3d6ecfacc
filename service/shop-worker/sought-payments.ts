import type { Minter } from '../import/minter.ts'
import { LOOSE } from './read-order-payments.ts'

/** So long a payment that nobody finds is looked for, and as many blocks as may still be replaced. */
const SOUGHT_MS = 86_400_000
const SOONEST_MS = 60_000
const LATEST_MS = 3_600_000

/**
 * When to look again for a payment that is not on chain: it may be under way, taken out by a reorganisation, or not yet known
 * to the node. Less and less often; undefined once it was looked for long enough.
 */
export async function lookAgainAt(
  { database, brandId }: Minter,
  order: number,
  { now, head }: { now: Date; head: bigint },
): Promise<Date | undefined> {
  await database`
    insert into sought_payments (brand_id, order_number, since, block)
    values (${brandId}, ${order}, ${now.toISOString()}, ${head}) on conflict do nothing`
  const [row] = await database<{ since: Date; block: bigint }[]>`
    select since, block from sought_payments where brand_id = ${brandId} and order_number = ${order}`
  if (!row) throw new Error('The database forgot at once what it was told.')
  const age = now.getTime() - row.since.getTime()
  if (age >= SOUGHT_MS && head >= row.block + LOOSE) return undefined
  return new Date(now.getTime() + Math.min(Math.max(age, SOONEST_MS), LATEST_MS))
}
