import { balance, brand, lot, member } from 'ponder:schema'
import type { Address } from 'viem'
import type { Lot } from '../../chain/codec/lots.ts'
import { epochKey, lotList, minusLots, oldestLots, plusLots, readLotList, sumOf } from './lots.ts'
import type { Store } from './store.ts'

/** What one account holds of one brand. */
export interface Holding {
  brandId: number
  member: Address
  time: bigint
}

export async function seeMember(db: Store, address: Address, time: bigint): Promise<void> {
  const blank = { unlockDelay: 0n, unlockAt: 0n, nonceBase: 0n, usedNonces: 0n }
  await db
    .insert(member)
    .values({ address, firstSeenAt: time, ...blank })
    .onConflictDoNothing()
}

export async function giveLots(db: Store, holding: Holding, lots: readonly Lot[]): Promise<void> {
  await seeMember(db, holding.member, holding.time)
  await changeLots(db, holding, (held) => plusLots(held, lots))
}

export async function takeLots(db: Store, holding: Holding, lots: readonly Lot[]): Promise<void> {
  await changeLots(db, holding, (held) => minusLots(held, lots))
}

/** Takes points oldest first; gives the lots that went. */
export async function takeOldest(db: Store, holding: Holding, points: bigint): Promise<Lot[]> {
  let taken: Lot[] = []
  await changeLots(db, holding, (held) => {
    taken = oldestLots(held, points)
    return minusLots(held, taken)
  })
  return taken
}

async function changeLots(db: Store, holding: Holding, change: (lots: Lot[]) => Lot[]): Promise<void> {
  const { brandId, member: holder, time } = holding
  const row = await db.find(balance, { brandId, member: holder })
  const before = row === null ? [] : readLotList(row.lots)
  const after = change(before)
  const now = { points: sumOf(after), lots: lotList(after), changedAt: time }
  if (row === null) await db.insert(balance).values({ brandId, member: holder, ...now })
  else await db.update(balance, { brandId, member: holder }).set(now)
  await writeLots(db, holding, before, after)
  const came = Number(after.length > 0) - Number(before.length > 0)
  if (came !== 0) await db.update(brand, { id: brandId }).set(({ holders }) => ({ holders: holders + came }))
}

async function writeLots(db: Store, holding: Holding, before: readonly Lot[], after: readonly Lot[]): Promise<void> {
  const { brandId, member: holder } = holding
  const key = (one: Lot) => ({ brandId, member: holder, lastEpoch: epochKey(one) })
  for (const one of before) {
    if (!after.some(({ lastEpoch }) => lastEpoch === one.lastEpoch)) await db.delete(lot, key(one))
  }
  for (const one of after) {
    const { points } = one
    const old = before.find(({ lastEpoch }) => lastEpoch === one.lastEpoch)
    if (old === undefined) await db.insert(lot).values({ ...key(one), permanent: one.lastEpoch === null, points })
    else if (old.points !== points) await db.update(lot, key(one)).set({ points })
  }
}
