import type { Address } from 'viem'
import { lotsOf, moveMoney, movePoints } from '../ledger.ts'
import type { Brand, Movement } from '../ledger.ts'
import { addLot, describeLots, hasExpired, LARGEST_LOT, readLots, sameLots, sumLots, takeOldest } from '../lots.ts'
import type { Lot } from '../lots.ts'
import { disagree, expectSame } from './scene.ts'
import type { Scene } from './scene.ts'

const LARGEST_FIELD = (1n << 53n) - 1n

/** Finds the Transfer behind an event and strikes it off; without one, points moved that no one saw. */
function explain(scene: Scene, kind: 'mints' | 'burns', brand: Brand, account: Address, points: bigint): void {
  const moves = scene[kind]
  const at = moves.findIndex((move) => {
    return move.brand === brand && move.points === points && (kind === 'mints' ? move.to : move.from) === account
  })
  if (at >= 0) {
    moves.splice(at, 1)
    return
  }
  const what = kind === 'mints' ? 'points given without a Transfer' : 'points taken without a Transfer'
  const seen = moves.filter((move) => move.brand === brand).map((move) => move.points)
  disagree(scene, {
    invariant: 6,
    what,
    subject: { brand, account },
    expected: `a Transfer of ${points}`,
    found: seen.length > 0 ? `Transfers of ${seen.join(', ')}` : 'none',
  })
}

/** Every touch burns what has expired first. */
export function expectAged(scene: Scene, brand: Brand, account: Address, lots: readonly Lot[]): void {
  if (!hasExpired(lots, scene.epoch)) return
  const subject = { brand, account }
  const found = describeLots(lots)
  disagree(scene, {
    invariant: 11,
    what: 'expired points still held',
    subject,
    expected: `none in epoch ${scene.epoch}`,
    found,
  })
}

/** Names lots that are not what the rules say. */
export function expectLots(
  scene: Scene,
  claim: { what: string; brand: Brand; account: Address; expected: readonly Lot[]; word: bigint },
): void {
  const found = readLots(claim.word, claim.brand.neverExpires)
  if (sameLots(claim.expected, found)) return
  disagree(scene, {
    invariant: 11,
    what: claim.what,
    subject: { brand: claim.brand, account: claim.account },
    expected: describeLots(claim.expected),
    found: describeLots(found),
  })
}

export type Exit = { brand: Brand; account: Address; points: bigint; word: bigint; movement: Movement; what: string }

/** Burns a member's points, oldest first, as an event says it happened; returns the lots that went. */
export function burnPoints(scene: Scene, { brand, account, points, word, movement, what }: Exit): Lot[] {
  explain(scene, 'burns', brand, account, points)
  const lots = lotsOf(brand, account)
  expectAged(scene, brand, account, lots)
  const taken = takeOldest(lots, points)
  const subject = { brand, account }
  expectSame(scene, { invariant: 3, what: `points of ${what}`, subject, expected: sumLots(taken), found: points })
  expectLots(scene, { what: `lots of ${what}`, brand, account, expected: taken, word })
  movePoints(brand, movement, -points)
  return taken
}

/** Adds lots to a member without asking for a Transfer. */
export function addPoints(scene: Scene, brand: Brand, account: Address, given: readonly Lot[]): void {
  const lots = lotsOf(brand, account)
  expectAged(scene, brand, account, lots)
  for (const { expiry, points } of given) addLot(lots, expiry, points)
  for (const lot of lots) {
    if (lot.points <= LARGEST_LOT) continue
    const subject = { brand, account }
    disagree(scene, {
      invariant: 12,
      what: 'a lot overflows',
      subject,
      expected: `at most ${LARGEST_LOT}`,
      found: lot.points,
    })
  }
}

export type Entry = { brand: Brand; account: Address; given: readonly Lot[]; points: bigint; movement: Movement }

/** Gives a member points as an event says it happened. */
export function mintPoints(scene: Scene, { brand, account, given, points, movement }: Entry): void {
  explain(scene, 'mints', brand, account, points)
  addPoints(scene, brand, account, given)
  movePoints(brand, movement, points)
  expectFits(scene, brand)
}

/** Invariant 12: reserve and supply stay in their fields. */
export function expectFits(scene: Scene, brand: Brand): void {
  for (const [field, amount] of [
    ['reserve', brand.reserve],
    ['supply', brand.supply],
  ] as const) {
    if (amount >= 0n && amount <= LARGEST_FIELD) continue
    const what = `${field} leaves its field`
    disagree(scene, { invariant: 12, what, subject: { brand }, expected: `0 to ${LARGEST_FIELD}`, found: amount })
  }
}

/** Takes an exit's value out of a reserve. */
export function releaseValue(
  scene: Scene,
  brand: Brand,
  movement: 'swappedOut' | 'donated' | 'paidOut',
  value: bigint,
): void {
  moveMoney(brand, movement, -value)
  expectFits(scene, brand)
}
