import { brand, token } from 'ponder:schema'
import type { Address } from 'viem'
import { settleTerms } from './settle-terms.ts'
import type { Store } from './store.ts'

export type Brand = typeof brand.$inferSelect

/** A brand as it is at this moment of chain time. */
export async function brandAt(db: Store, id: number, time: bigint): Promise<Brand> {
  const row = await db.find(brand, { id })
  if (row === null) throw new Error(`Brand ${id} has an event but was never created.`)
  return settleTerms(row, time)
}

/** The brand of a token: its own ERC-20 events carry no brand id. */
export async function brandOfToken(db: Store, address: Address, time: bigint): Promise<Brand> {
  const row = await db.find(token, { address })
  if (row === null) throw new Error(`Token ${address} has an event but was never created.`)
  return await brandAt(db, row.brandId, time)
}

/** Changes a brand; terms that are due by now are settled on the way. */
export async function changeBrand(
  db: Store,
  id: number,
  time: bigint,
  change: (row: Brand) => Partial<Omit<Brand, 'id'>>,
): Promise<void> {
  await db.update(brand, { id }).set((row) => {
    const { id: _, ...settled } = settleTerms(row, time)
    return { ...settled, ...change({ id, ...settled }) }
  })
}
