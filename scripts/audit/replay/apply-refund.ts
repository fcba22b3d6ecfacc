import type { HubArgs } from '../contracts.ts'
import { moveMoney } from '../ledger.ts'
import type { Brand } from '../ledger.ts'
import { readLots, splitLots, sumLots, takeExpired } from '../lots.ts'
import type { Lot } from '../lots.ts'
import { paymentKey } from './apply-payment.ts'
import { expectFits, expectLots, mintPoints } from './move-lots.ts'
import { brandOf, disagree, expectSame } from './scene.ts'
import type { PaidLeg, PaidRecord, Scene, Subject } from './scene.ts'
import { expectPromise, least, refundedPoints } from './value.ts'

const WHOLE = 10n ** 18n

type Refund = { args: HubArgs<'PaymentRefunded'>; before: bigint; subject: Subject }
type Back = { points: bigint; value: bigint; lots: Lot[] }
const NOTHING: Back = { points: 0n, value: 0n, lots: [] }

/** Supply before the refund burnt what had expired at the member: the cover a refund is valued at. */
function supplyBefore(scene: Scene, brand: Brand, member: string, points: bigint): bigint {
  const mint = scene.mints.find((move) => move.brand === brand && move.to === member && move.points === points)
  const gone = scene.expired
  const inSameCall = mint && gone && gone.brand === brand && gone.account === member && gone.index === mint.index - 1
  return inSameCall ? brand.supply + gone.points : brand.supply
}

/** Rule 13: what of a leg comes back. */
function pointsBack(scene: Scene, brand: Brand, leg: PaidLeg, refund: Refund, found: bigint): Back & { due: bigint } {
  const { before, args } = refund
  // Cumulative floors, so that parts add up to the whole; the value follows the points.
  const pointsBefore = (leg.points * before) / WHOLE
  const pointsNow = (leg.points * args.share) / WHOLE
  const points = pointsNow - pointsBefore
  const valueOf = (part: bigint) => (leg.points === 0n ? 0n : (leg.value * part) / leg.points)
  const due = valueOf(pointsNow) - valueOf(pointsBefore)
  if (points === 0n || brand.windingDown) return { ...NOTHING, due }
  const alive = splitLots(readLots(leg.lots, brand.neverExpires), points).filter((lot) => lot.points > 0n)
  takeExpired(alive, scene.epoch)
  const living = sumLots(alive)
  if (living === 0n) return { ...NOTHING, due }
  const value = (due * living) / points
  const minted = least(living, refundedPoints(brand, value, supplyBefore(scene, brand, args.member, found)))
  if (minted === 0n) return { ...NOTHING, due }
  const lots = splitLots(alive, minted).filter((lot) => lot.points > 0n)
  return { points: minted, value, lots, due }
}

function refundLeg(scene: Scene, till: Brand, leg: PaidLeg, refund: Refund): void {
  const found = refund.args.legs.find((one) => one.brandId === leg.brandId)
  const brand = brandOf(scene, leg.brandId)
  if (!brand || !found) {
    disagree(scene, {
      invariant: 6,
      what: 'legs of a refund',
      subject: refund.subject,
      expected: `brand ${leg.brandId}`,
      found: 'none',
    })
    return
  }
  const account = refund.args.member
  const subject = { ...refund.subject, brand }
  const back = pointsBack(scene, brand, leg, refund, found.points)
  const same = (what: string, expected: bigint, given: bigint) => {
    expectSame(scene, { invariant: 6, what, subject, expected, found: given })
  }
  same('points refunded', back.points, found.points)
  same('value refunded', back.value, found.value)
  same('value lapsed in a refund', back.due - back.value, found.lapsed)
  expectLots(scene, { what: 'lots of a refund', brand, account, expected: back.lots, word: found.lots })
  if (brand !== till) moveMoney(brand, 'refundedIn', found.value)
  if (found.points === 0n) return
  const given = readLots(found.lots, brand.neverExpires)
  mintPoints(scene, { brand, account, given, points: found.points, movement: 'refunded' })
}

function openRefund(
  scene: Scene,
  args: HubArgs<'PaymentRefunded'>,
  subject: Subject,
): { paid?: PaidRecord; before: bigint } {
  const key = paymentKey(args.brandId, args.member, args.orderReference)
  const before = scene.network.refunded.get(key) ?? 0n
  scene.network.refunded.set(key, args.share)
  if (args.share <= before || args.share > WHOLE) {
    const expected = `above ${before}, at most ${WHOLE}`
    disagree(scene, { invariant: 6, what: 'share of a refund', subject, expected, found: args.share })
  }
  const paid = scene.payments.get(key)
  if (!paid) {
    disagree(scene, {
      invariant: 6,
      what: 'refund of an unknown payment',
      subject,
      expected: 'a payment',
      found: 'none',
    })
    return { before }
  }
  const closedAt = paid.paidAt + scene.network.rules.maxReturnWindow
  if (scene.time > closedAt) {
    disagree(scene, {
      invariant: 6,
      what: 'refund after its window',
      subject,
      expected: `until ${closedAt}`,
      found: scene.time,
    })
  }
  return { paid, before }
}

/** Rule 13: cumulative shares, no more than was burnt, no longer life, and the till's promise still holds. */
export function applyRefund(scene: Scene, args: HubArgs<'PaymentRefunded'>): void {
  const till = brandOf(scene, args.brandId)
  if (!till) return
  const subject = { brand: till, account: args.member, other: `order ${args.orderReference}` }
  const { paid, before } = openRefund(scene, args, subject)
  if (!paid) return
  for (const leg of paid.legs) refundLeg(scene, till, leg, { args, before, subject })
  // The till pays last: its own points come back at the cover it has before.
  for (const leg of args.legs) if (leg.brandId !== till.id) moveMoney(till, 'refundedOut', -leg.value)
  expectFits(scene, till)
  expectPromise(scene, till, 'a refund')
}
