import { valueOutDown } from '../../../chain/codec/value.ts'
import type { Holding } from '../holdings/holding.ts'
import type { Brand } from '../holdings/brand.ts'

/** Brands one payment can combine. */
export const MOST_LEGS = 8

/** Points of each brand that pay, by brand id. */
export type Legs = ReadonlyMap<number, bigint>

/** What points of a brand pay, in µ. */
export const worthOf = ({ terms, reserve, supply }: Brand, points: bigint): bigint =>
  points === 0n ? 0n : valueOutDown({ points, rate: terms.rate, reserve, supply })

export function coveredBy(holdings: readonly Holding[], legs: Legs): bigint {
  return holdings.reduce((sum, { brand }) => sum + worthOf(brand, legs.get(brand.id) ?? 0n), 0n)
}

/** Which points pay `due`: what expires soonest goes first. Where eight brands do not reach, the most valuable eight. */
export function planLegs(holdings: readonly Holding[], due: bigint): Legs {
  const soonest = planFrom(holdings, due)
  if (coveredBy(holdings, soonest) >= due || holdings.length <= MOST_LEGS) return soonest
  const richest = holdings.toSorted((a, b) => (a.worth < b.worth ? 1 : -1)).slice(0, MOST_LEGS)
  return planFrom(richest, due)
}

function planFrom(holdings: readonly Holding[], due: bigint): Legs {
  const legs = new Map<number, bigint>()
  const lots = holdings.flatMap((holding) => holding.lots.map((lot) => ({ holding, lot }))).toSorted(bySoonest)
  for (const { holding, lot } of lots) {
    const before = legs.get(holding.brand.id) ?? 0n
    if (before === 0n && legs.size === MOST_LEGS) continue
    legs.set(holding.brand.id, before + lot.points)
    if (coveredBy(holdings, legs) < due) continue
    legs.set(holding.brand.id, fewest(holdings, legs, holding, due))
    break
  }
  return new Map([...legs].filter(([, points]) => points > 0n))
}

type HeldLot = { holding: Holding; lot: Holding['lots'][number] }

function bySoonest(a: HeldLot, b: HeldLot): number {
  const [one, other] = [a.lot.expiresAt, b.lot.expiresAt]
  if (one === other) return a.holding.brand.id - b.holding.brand.id
  if (one === undefined) return 1
  return other === undefined || one < other ? -1 : 1
}

/** The fewest points of one holding with which all legs together pay `due`; all of it where that is not enough. */
export function fewest(holdings: readonly Holding[], legs: Legs, { brand, points }: Holding, due: bigint): bigint {
  const others = coveredBy(holdings, new Map([...legs].filter(([id]) => id !== brand.id)))
  let [low, high] = [0n, points]
  while (low < high) {
    const middle = (low + high) / 2n
    if (others + worthOf(brand, middle) >= due) high = middle
    else low = middle + 1n
  }
  return low
}
