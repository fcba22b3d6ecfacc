/** A member's points of one brand as a plain list, soonest-expiring first. */
export type Lot = { last: bigint; points: bigint }

/** The last epoch of what never expires. */
export const FOREVER = 1n << 64n

export const max = (a: bigint, b: bigint): bigint => (a > b ? a : b)
export const min = (a: bigint, b: bigint): bigint => (a < b ? a : b)
export const sum = (lots: Lot[]): bigint => lots.reduce((total, { points }) => total + points, 0n)
export const alive = (lots: Lot[], epoch: bigint): Lot[] => lots.filter(({ last }) => last >= epoch)

/** Both lists as one: a lot per epoch, none of them empty. */
export function join(lots: Lot[], more: Lot[]): Lot[] {
  const held = new Map<bigint, bigint>()
  for (const { last, points } of [...lots, ...more]) held.set(last, (held.get(last) ?? 0n) + points)
  const sorted = [...held].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return sorted.map(([last, points]) => ({ last, points })).filter(({ points }) => points > 0n)
}

/** As much as is there of so many points: oldest first, or from the lot `first` upwards and then downwards. */
export function take(lots: Lot[], points: bigint, first = 0n): { taken: Lot[]; rest: Lot[] } {
  const order = [...lots.filter(({ last }) => last >= first), ...lots.filter(({ last }) => last < first).toReversed()]
  const parts = order.map((lot) => {
    const part = min(points, lot.points)
    points -= part
    return { last: lot.last, points: part }
  })
  const less = parts.map((lot) => ({ ...lot, points: -lot.points }))
  return { taken: parts.filter((lot) => lot.points > 0n), rest: join(lots, less) }
}

/** The same lots of another whole; what does not divide goes to the soonest-expiring. */
export function scale(lots: Lot[], out: bigint): Lot[] {
  const scaled = lots.map(({ last, points }) => ({ last, points: (points * out) / sum(lots) }))
  const remainder = out - sum(scaled)
  return scaled.map((lot, i) => (i === 0 ? { ...lot, points: lot.points + remainder } : lot))
}
