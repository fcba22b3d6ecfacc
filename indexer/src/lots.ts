import { type Lot, decodeLots } from '../../chain/codec/lots.ts'
import type { LotList } from '../schema/lists.ts'

/** How the key of a lot row says "for ever": PostgreSQL's largest integer. */
export const FOR_EVER = 2_147_483_647

export const sumOf = (lots: readonly Lot[]): bigint => lots.reduce((sum, { points }) => sum + points, 0n)

export const epochKey = ({ lastEpoch }: Lot): number => (lastEpoch === null ? FOR_EVER : Number(lastEpoch))

export function lotList(lots: readonly Lot[]): LotList {
  return lots.map(({ points, lastEpoch }) => ({
    lastEpoch: lastEpoch === null ? null : Number(lastEpoch),
    points: String(points),
  }))
}

export function readLotList(list: LotList): Lot[] {
  return list.map(({ points, lastEpoch }) => ({
    points: BigInt(points),
    lastEpoch: lastEpoch === null ? null : BigInt(lastEpoch),
  }))
}

/** Lots of an event of a brand. */
export function lotsOfWord(word: bigint, brand: { neverExpires: boolean }): Lot[] {
  return decodeLots(word, { permanent: brand.neverExpires })
}

/** Both lists in one, soonest first. */
export function plusLots(lots: readonly Lot[], more: readonly Lot[]): Lot[] {
  const sums = new Map<number, Lot>()
  for (const lot of [...lots, ...more]) {
    const before = sums.get(epochKey(lot))
    sums.set(epochKey(lot), { ...lot, points: (before?.points ?? 0n) + lot.points })
  }
  return [...sums.values()].filter(({ points }) => points > 0n).sort((a, b) => epochKey(a) - epochKey(b))
}

/** Takes exactly these lots off; they must be there. */
export function minusLots(lots: readonly Lot[], taken: readonly Lot[]): Lot[] {
  return taken.reduce<Lot[]>((left, lot) => {
    const at = left.findIndex((one) => one.lastEpoch === lot.lastEpoch)
    const held = left[at]
    if (held === undefined || held.points < lot.points) {
      throw new Error(`${lot.points} points until epoch ${lot.lastEpoch} left an account that holds fewer of them.`)
    }
    const rest = { ...held, points: held.points - lot.points }
    return rest.points === 0n ? left.toSpliced(at, 1) : left.with(at, rest)
  }, lots.slice())
}

/** The lots that go when `points` are taken oldest first. */
export function oldestLots(lots: readonly Lot[], points: bigint): Lot[] {
  const taken: Lot[] = []
  let left = points
  for (const lot of lots) {
    if (left === 0n) break
    const part = lot.points < left ? lot.points : left
    taken.push({ ...lot, points: part })
    left -= part
  }
  if (left > 0n) throw new Error(`${points} points left an account that holds ${points - left}.`)
  return taken
}
