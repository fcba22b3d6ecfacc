import { present } from './present.ts'

/** Points that die together. `expiry` is the last epoch they live through; `PERMANENT` ones never die. */
export type Lot = { expiry: number; points: bigint }

export const PERMANENT = Infinity

/** Largest amount of one lot: 40 bits on chain. */
export const LARGEST_LOT = (1n << 40n) - 1n

const LANES = 6
const LANE_BITS = 40n

/** Epoch of a moment. */
export function epochAt(
  time: number,
  { epochOrigin, epochLength }: { epochOrigin: number; epochLength: number },
): number {
  return Math.floor((time - epochOrigin) / epochLength)
}

/** Lots of an event's or a contract's word, soonest first. `permanent`: its last lane does not age. */
export function readLots(word: bigint, permanent: boolean): Lot[] {
  const epoch = Number(word >> 240n)
  const lots: Lot[] = []
  for (let lane = 0; lane < LANES; lane++) {
    const points = (word >> (LANE_BITS * BigInt(lane))) & LARGEST_LOT
    if (points === 0n) continue
    lots.push({ expiry: permanent && lane === LANES - 1 ? PERMANENT : epoch + lane, points })
  }
  return lots
}

export function sumLots(lots: readonly Lot[]): bigint {
  let sum = 0n
  for (const lot of lots) sum += lot.points
  return sum
}

/** Adds points to a list kept soonest first. */
export function addLot(lots: Lot[], expiry: number, points: bigint): void {
  if (points === 0n) return
  let at = lots.length
  while (at > 0 && present(lots[at - 1]).expiry > expiry) at--
  const before = lots[at - 1]
  if (before && before.expiry === expiry) before.points += points
  else lots.splice(at, 0, { expiry, points })
}

export function addLots(lots: Lot[], added: readonly Lot[]): void {
  for (const lot of added) addLot(lots, lot.expiry, lot.points)
}

/** Takes up to `points` out of the lots at these positions, in this order. */
function takeAt(lots: Lot[], order: readonly number[], points: bigint): Lot[] {
  const taken: Lot[] = []
  let left = points
  for (const position of order) {
    const lot = present(lots[position])
    const part = lot.points < left ? lot.points : left
    if (part === 0n) continue
    lot.points -= part
    left -= part
    addLot(taken, lot.expiry, part)
  }
  let kept = 0
  for (const lot of lots) if (lot.points > 0n) lots[kept++] = lot
  lots.length = kept
  return taken
}

/** Takes up to `points`, oldest first. */
export function takeOldest(lots: Lot[], points: bigint): Lot[] {
  return takeAt(lots, [...lots.keys()], points)
}

/** Takes up to `points` as a clawback does: the credit's own lot, then younger ones, then older ones. */
export function takeForReversal(lots: Lot[], expiry: number, points: bigint): Lot[] {
  const positions = [...lots.keys()]
  const younger = positions.filter((i) => present(lots[i]).expiry >= expiry)
  const older = positions.filter((i) => present(lots[i]).expiry < expiry).reverse()
  return takeAt(lots, [...younger, ...older], points)
}

/** Takes everything that was alive only before `epoch`. */
export function takeExpired(lots: Lot[], epoch: number): Lot[] {
  const dead = lots.filter((lot) => lot.expiry < epoch)
  if (dead.length > 0) lots.splice(0, dead.length)
  return dead
}

export function hasExpired(lots: readonly Lot[], epoch: number): boolean {
  const [first] = lots
  return first !== undefined && first.expiry < epoch
}

/** Lots that come out of `into` points when these lots go in: pro rata, floored, the remainder to the soonest. */
export function splitLots(lots: readonly Lot[], into: bigint): Lot[] {
  const whole = sumLots(lots)
  if (whole === 0n) return []
  const parts = lots.map((lot) => ({ expiry: lot.expiry, points: (lot.points * into) / whole }))
  const first = parts[0]
  if (first) first.points += into - sumLots(parts)
  return parts
}

/** Merges lots, letting none live longer than `expiry`; permanent ones stay so where `keepPermanent`. */
export function capLots(lots: readonly Lot[], expiry: number, keepPermanent: boolean): Lot[] {
  const capped: Lot[] = []
  for (const lot of lots) {
    const stays = keepPermanent && lot.expiry === PERMANENT
    addLot(capped, stays ? PERMANENT : Math.min(lot.expiry, expiry), lot.points)
  }
  return capped
}

export function sameLots(a: readonly Lot[], b: readonly Lot[]): boolean {
  return (
    a.length === b.length &&
    a.every((lot, i) => lot.expiry === present(b[i]).expiry && lot.points === present(b[i]).points)
  )
}

/** For people: `12.00 until epoch 115 + 3.00 for ever`. */
export function describeLots(lots: readonly Lot[]): string {
  if (lots.length === 0) return 'nothing'
  return lots
    .map(({ expiry, points }) => `${points} ${expiry === PERMANENT ? 'for ever' : `until epoch ${expiry}`}`)
    .join(' + ')
}
