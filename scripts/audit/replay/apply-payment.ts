import { encodeAbiParameters, encodeFunctionData, keccak256 } from 'viem'
import type { Address, Hex } from 'viem'
import { clearingHubAbi } from '../contracts.ts'
import type { HubArgs } from '../contracts.ts'
import { moveMoney } from '../ledger.ts'
import type { Brand } from '../ledger.ts'
import { addPayment } from '../payment-index.ts'
import { burnPoints, expectLots, releaseValue } from './move-lots.ts'
import { brandOf, checkState, disagree, expectRunning, expectSame, expectUnlocked } from './scene.ts'
import type { PaidLeg, Scene } from './scene.ts'
import { exitValue, expectCoverKept, parValue } from './value.ts'
import { present } from '../present.ts'

const MOST_LEGS = 8

export function paymentKey(brandId: number, member: Address, orderReference: Hex): string {
  return `${brandId}:${member}:${orderReference}`
}

const PAYMENT = present(
  present(clearingHubAbi.find((item) => item.type === 'function' && item.name === 'refundPay')).inputs[0],
)

/** What the hub remembers a payment by: the first 24 bytes of its hash. */
function hashPayment(args: HubArgs<'Paid'>, paidAt: number): Hex {
  const { brandId, member, orderReference, legs } = args
  const encoded = encodeAbiParameters([PAYMENT], [{ brandId, member, orderReference, paidAt: BigInt(paidAt), legs }])
  return keccak256(encoded).slice(0, 50) as Hex
}

/** The till's own points: they were redeemed just before, at par. */
function checkOwnLeg(scene: Scene, till: Brand, args: HubArgs<'Paid'>, leg: PaidLeg): void {
  const { member, orderReference } = args
  const subject = { brand: till, account: member, other: `order ${orderReference}` }
  const at = scene.redeemed.findIndex((one) => {
    return (
      one.brand === till && one.member === member && one.orderReference === orderReference && one.points === leg.points
    )
  })
  if (at < 0) {
    disagree(scene, {
      invariant: 6,
      what: "a till's own points",
      subject,
      expected: `${leg.points} redeemed`,
      found: 'not redeemed',
    })
    return
  }
  const [redeemed] = scene.redeemed.splice(at, 1)
  expectLots(scene, {
    what: 'lots of a payment',
    brand: till,
    account: member,
    expected: present(redeemed).lots,
    word: leg.lots,
  })
  expectSame(scene, {
    invariant: 5,
    what: "value of a till's own points",
    subject,
    expected: parValue(till, leg.points),
    found: leg.value,
  })
}

/** Another brand's points: burnt, and their value moves to the till's brand. */
function applyLeg(scene: Scene, till: Brand, args: HubArgs<'Paid'>, leg: PaidLeg): void {
  const brand = brandOf(scene, leg.brandId)
  if (!brand) return
  const account = args.member
  const subject = { brand, account, other: `order ${args.orderReference}` }
  const expected = exitValue(brand, leg.points)
  expectSame(scene, { invariant: 5, what: 'value of a payment', subject, expected, found: leg.value })
  const before = { ...brand }
  burnPoints(scene, { brand, account, points: leg.points, word: leg.lots, movement: 'paid', what: 'a payment' })
  releaseValue(scene, brand, 'paidOut', leg.value)
  moveMoney(till, 'paidIn', leg.value)
  expectCoverKept(scene, brand, before, 'a payment')
}

function checkOrder(scene: Scene, till: Brand, args: HubArgs<'Paid'>): void {
  const { brandId, member, orderReference, legs } = args
  const key = paymentKey(brandId, member, orderReference)
  const subject = { brand: till, account: member, other: `order ${orderReference}` }
  if (!addPayment(scene.network.payments, key, scene)) {
    disagree(scene, { invariant: 10, what: 'order reference used twice', subject, expected: 'once', found: 'again' })
  }
  const ascending = legs.every((leg, i) => i === 0 || leg.brandId > present(legs[i - 1]).brandId)
  if (!ascending || legs.length === 0 || legs.length > MOST_LEGS) {
    const found = legs.map((leg) => leg.brandId).join(', ')
    disagree(scene, { invariant: 0, what: 'legs of a payment', subject, expected: '1 to 8 brands, ascending', found })
  }
  const expected = hashPayment(args, scene.time)
  checkState(scene, {
    to: scene.network.hub,
    data: encodeFunctionData({
      abi: clearingHubAbi,
      functionName: 'paymentOf',
      args: [brandId, member, orderReference],
    }),
    verify: (result) => {
      const found = result.slice(0, 50)
      expectSame(scene, { invariant: 10, what: 'hash of a payment', subject, expected, found })
      const share = BigInt(`0x${result.slice(66)}`)
      if (share !== 0n) scene.network.refundedOnChain.set(key, share)
    },
  })
}

/** A payment at a till: every leg at its value, all to the till's brand. */
export function applyPayment(scene: Scene, args: HubArgs<'Paid'>): void {
  const till = brandOf(scene, args.brandId)
  if (!till) return
  const subject = { brand: till, account: args.member, other: `order ${args.orderReference}` }
  expectRunning(scene, 'a payment', subject)
  expectUnlocked(scene, 'a payment', args.member)
  checkOrder(scene, till, args)
  for (const leg of args.legs) {
    if (leg.brandId === args.brandId) checkOwnLeg(scene, till, args, leg)
    else applyLeg(scene, till, args, leg)
  }
  const sum = args.legs.reduce((total, leg) => total + leg.value, 0n)
  expectSame(scene, { invariant: 5, what: 'sum of a payment', subject, expected: sum, found: args.value })
}
