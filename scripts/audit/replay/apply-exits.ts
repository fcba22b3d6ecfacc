import type { HubArgs } from '../contracts.ts'
import { moveMoney } from '../ledger.ts'
import type { Brand } from '../ledger.ts'
import { capLots, PERMANENT, splitLots } from '../lots.ts'
import type { Lot } from '../lots.ts'
import { burnPoints, expectLots, mintPoints, releaseValue } from './move-lots.ts'
import { brandOf, disagree, expectRunning, expectSame, expectUnlocked } from './scene.ts'
import type { Scene } from './scene.ts'
import { entryPoints, exitValue, expectCoverKept, mostPoints, parValue } from './value.ts'

/** Lots that a swap gives: never later than what went in, capped at the destination's life. */
function lotsGiven(scene: Scene, to: Brand, burnt: readonly Lot[], points: bigint, keepPermanent: boolean): Lot[] {
  const split = splitLots(burnt, points)
  if (!to.neverExpires) return capLots(split, scene.epoch + to.terms.life, false)
  // Only what did not age before may become permanent; the longest that does age is one epoch less.
  return capLots(split, keepPermanent ? PERMANENT : scene.epoch + 4, keepPermanent)
}

function checkEntrance(scene: Scene, from: Brand, to: Brand): void {
  const closedAt = to.closedFrom.get(from.id)
  const closed = to.windingDown || to.entranceClosed || (closedAt !== undefined && scene.time >= closedAt)
  if (!closed) return
  const subject = { brand: to, other: `from ${from.code}` }
  disagree(scene, {
    invariant: 0,
    what: 'a swap through a closed entrance',
    subject,
    expected: 'no swap',
    found: 'a swap',
  })
}

/** Rules 2, 3 and 5: value, points and lots of a swap, from the state before it. */
export function applySwap(scene: Scene, args: HubArgs<'Swapped'>): void {
  const { member, pointsIn, pointsOut, value } = args
  const from = brandOf(scene, args.fromBrandId)
  const to = brandOf(scene, args.toBrandId)
  if (!from || !to) return
  const subject = { brand: from, account: member, other: `swap to ${to.code}` }
  expectRunning(scene, 'a swap', subject)
  expectUnlocked(scene, 'a swap', member)
  checkEntrance(scene, from, to)
  if (from === to) expectSame(scene, { invariant: 5, what: 'brands of a swap', subject, expected: 'two', found: 'one' })

  expectSame(scene, {
    invariant: 5,
    what: 'value of a swap',
    subject,
    expected: exitValue(from, pointsIn),
    found: value,
  })
  const bought = entryPoints(to, value)
  const rule = pointsOut > mostPoints(to, value) ? 8 : 5
  expectSame(scene, { invariant: rule, what: 'points out of a swap', subject, expected: bought, found: pointsOut })
  if (value <= 0n || pointsOut <= 0n) {
    expectSame(scene, {
      invariant: 5,
      what: 'a swap for nothing',
      subject,
      expected: 'more than 0',
      found: `${value}, ${pointsOut}`,
    })
  }
  if (parValue(to, pointsOut) > value || value > parValue(from, pointsIn)) {
    expectSame(scene, {
      invariant: 5,
      what: 'a swap that gains',
      subject,
      expected: `at most ${value}`,
      found: parValue(to, pointsOut),
    })
  }

  const reserves = from.reserve + to.reserve
  const before = { from: { ...from }, to: { ...to } }
  const burnt = burnPoints(scene, {
    ...{ brand: from, account: member, points: pointsIn, word: args.lotsIn },
    ...{ movement: 'swappedOut', what: 'a swap out' },
  })
  releaseValue(scene, from, 'swappedOut', value)
  moveMoney(to, 'swappedIn', value)
  const given = lotsGiven(scene, to, burnt, pointsOut, from.neverExpires)
  expectLots(scene, { what: 'lots of a swap in', brand: to, account: member, expected: given, word: args.lotsOut })
  mintPoints(scene, { brand: to, account: member, given, points: pointsOut, movement: 'swappedIn' })
  expectSame(scene, {
    invariant: 2,
    what: 'reserves after a swap',
    subject,
    expected: reserves,
    found: from.reserve + to.reserve,
  })
  expectCoverKept(scene, from, before.from, 'a swap out')
  expectCoverKept(scene, to, before.to, 'a swap in')
}

/** Points leave for a cause; their value waits there for it. */
export function applyDonation(scene: Scene, args: HubArgs<'Donated'>): void {
  const { member, points, value } = args
  const brand = brandOf(scene, args.brandId)
  if (!brand) return
  const subject = { brand, account: member, other: `cause ${args.causeId}` }
  expectRunning(scene, 'a donation', subject)
  expectUnlocked(scene, 'a donation', member)
  const cause = scene.network.causes.get(args.causeId)
  expectSame(scene, { invariant: 0, what: 'cause of a donation', subject, expected: true, found: cause?.active })
  expectSame(scene, {
    invariant: 5,
    what: 'value of a donation',
    subject,
    expected: exitValue(brand, points),
    found: value,
  })

  const before = { ...brand }
  burnPoints(scene, { brand, account: member, points, word: args.lots, movement: 'donated', what: 'a donation' })
  releaseValue(scene, brand, 'donated', value)
  expectCoverKept(scene, brand, before, 'a donation')
  if (!cause) return
  cause.credit += value
  cause.donated += value
}
