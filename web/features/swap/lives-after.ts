import { type EpochClock, epochAt, expiryOf } from '../../../chain/codec/lots.ts'
import type { Brand } from '../holdings/brand.ts'
import type { HeldLot, Holding } from '../holdings/holding.ts'

interface LivesParameters {
  from: Holding
  to: Brand
  points: bigint
  pointsOut: bigint
  clock: EpochClock
  now: bigint
}

/**
 * How long what comes out of a swap lives: the soonest-expiring lots are used first, each keeps its expiry, capped at the
 * destination's life; the remainder of the division goes to the soonest.
 */
export function livesAfter({ from, to, points, pointsOut, clock, now }: LivesParameters): HeldLot[] {
  if (points === 0n) return []
  const used = takeSoonest(from.lots, points)
  const split = used.map((lot) => ({ ...lot, points: (lot.points * pointsOut) / points }))
  const rest = pointsOut - split.reduce((sum, lot) => sum + lot.points, 0n)
  const sums = new Map<bigint | undefined, bigint>()
  for (const [index, lot] of split.entries()) {
    const expiresAt = cap(lot.expiresAt, to, clock, now)
    sums.set(expiresAt, (sums.get(expiresAt) ?? 0n) + lot.points + (index === 0 ? rest : 0n))
  }
  return [...sums].map(([expiresAt, sum]) => ({ expiresAt, points: sum })).filter((lot) => lot.points > 0n)
}

function takeSoonest(lots: readonly HeldLot[], points: bigint): HeldLot[] {
  let left = points
  return lots.flatMap((lot) => {
    const taken = lot.points < left ? lot.points : left
    left -= taken
    return taken === 0n ? [] : [{ ...lot, points: taken }]
  })
}

/** Only what never expires where it comes from may live for ever elsewhere. */
function cap(expiresAt: bigint | undefined, to: Brand, clock: EpochClock, now: bigint): bigint | undefined {
  if (expiresAt === undefined && to.neverExpires) return undefined
  const life = BigInt(to.neverExpires ? to.terms.life - 1 : to.terms.life)
  const most = expiryOf(epochAt(now, clock) + life, clock)
  return expiresAt !== undefined && expiresAt < most ? expiresAt : most
}
