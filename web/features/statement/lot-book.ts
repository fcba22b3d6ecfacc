import { type EpochClock, expiryOf } from '../../../chain/codec/lots.ts'
import type { LotList } from '../../graphql/rows.ts'

/** Points of one brand by the epoch they live through; null lives for ever. */
export type LotBook = Map<number | null, bigint>

export const pointsIn = (book: LotBook): bigint => [...book.values()].reduce((sum, points) => sum + points, 0n)

export function addLots(book: LotBook, lots: LotList): void {
  for (const { lastEpoch, points } of lots) book.set(lastEpoch, (book.get(lastEpoch) ?? 0n) + BigInt(points))
}

export function takeLots(book: LotBook, lots: LotList): void {
  for (const { lastEpoch, points } of lots) book.set(lastEpoch, (book.get(lastEpoch) ?? 0n) - BigInt(points))
}

/** Lets go of what is expired at `time`; gives how much and when. */
export function expireLots(book: LotBook, time: bigint, clock: EpochClock): { at: bigint; points: bigint }[] {
  const gone = [...book].flatMap(([lastEpoch, points]) => {
    if (lastEpoch === null) return []
    const at = expiryOf(BigInt(lastEpoch), clock)
    return at <= time ? [{ lastEpoch, at, points }] : []
  })
  for (const { lastEpoch } of gone) book.delete(lastEpoch)
  return gone.filter(({ points }) => points !== 0n).map(({ at, points }) => ({ at, points }))
}
