import { type EpochClock, epochAt, expiryOf } from '../../../chain/codec/lots.ts'
import { valueOutDown } from '../../../chain/codec/value.ts'
import type { LotRow } from '../../graphql/rows.ts'
import type { Brand } from './brand.ts'

export interface HeldLot {
  points: bigint
  /** First second in which they are gone; undefined where they never expire. */
  expiresAt: bigint | undefined
}

/** What a member has of one brand. */
export interface Holding {
  brand: Brand
  /** Points that are alive, in 0.01 point. */
  points: bigint
  /** What leaving would pay now, in µ. */
  worth: bigint
  /** Soonest first. */
  lots: HeldLot[]
}

interface HoldingsParameters {
  brands: readonly Brand[]
  lots: readonly LotRow[]
  clock: EpochClock
  now: bigint
}

/** Holdings of one member at `now`, the most valuable first. Expired lots count no more, though nobody has swept them. */
export function toHoldings({ brands, lots, clock, now }: HoldingsParameters): Holding[] {
  return brands
    .map((brand) =>
      toHolding(
        brand,
        lots.filter((lot) => lot.brandId === brand.id),
        clock,
        now,
      ),
    )
    .filter(({ points }) => points > 0n)
    .toSorted((a, b) => (b.worth > a.worth ? 1 : b.worth < a.worth ? -1 : a.brand.id - b.brand.id))
}

function toHolding(brand: Brand, rows: readonly LotRow[], clock: EpochClock, now: bigint): Holding {
  const epoch = epochAt(now, clock)
  const isLive = (row: LotRow): boolean => row.permanent || BigInt(row.lastEpoch) >= epoch
  const sum = (some: readonly LotRow[]): bigint => some.reduce((total, row) => total + BigInt(row.points), 0n)
  const live = rows.filter(isLive).filter((row) => row.points !== '0')
  const points = sum(live)
  const supply = brand.supply - sum(rows.filter((row) => !isLive(row)))
  const worth = points === 0n ? 0n : valueOutDown({ points, rate: brand.terms.rate, reserve: brand.reserve, supply })
  const held = live
    .toSorted((a, b) => Number(a.permanent) - Number(b.permanent) || a.lastEpoch - b.lastEpoch)
    .map((row) => ({
      points: BigInt(row.points),
      expiresAt: row.permanent ? undefined : expiryOf(BigInt(row.lastEpoch), clock),
    }))
  return { brand, points, worth, lots: held }
}

export const totalWorth = (holdings: readonly Holding[]): bigint => holdings.reduce((sum, { worth }) => sum + worth, 0n)
