import type { HubArgs } from '../contracts.ts'
import { moveMoney } from '../ledger.ts'
import type { Brand } from '../ledger.ts'
import { pausedBetween } from './apply-network.ts'
import { expectFits } from './move-lots.ts'
import { brandOf, disagree, expectRole, expectRunning, expectSame, OWNER, TREASURER } from './scene.ts'
import type { Scene } from './scene.ts'
import { expectPromise, least, promisedReserve } from './value.ts'

export function applyDeposit(scene: Scene, args: HubArgs<'ReserveDeposited'>): void {
  const brand = brandOf(scene, args.brandId)
  if (!brand) return
  moveMoney(brand, 'deposited', args.amount)
  expectFits(scene, brand)
}

/** Last moment a withdrawal may be executed, as seen now: paused time prolongs it. */
function closesAt(scene: Scene, opensAt: number): number {
  const { pauses, rules } = scene.network
  return opensAt + rules.withdrawalWindow + pausedBetween(pauses, opensAt, scene.time)
}

/** Rule 8: one request at a time; it opens after exactly the notice. */
export function applyWithdrawalRequest(scene: Scene, args: HubArgs<'WithdrawalRequested'>): void {
  const brand = brandOf(scene, args.brandId)
  if (!brand) return
  const subject = { brand }
  const last = brand.withdrawal
  if (last && scene.time <= closesAt(scene, last.opensAt)) {
    disagree(scene, {
      invariant: 9,
      what: 'a second withdrawal request',
      subject,
      expected: 'one at a time',
      found: 'another',
    })
  }
  const opensAt = scene.time + scene.network.rules.notice
  const same = (what: string, expected: unknown, found: unknown) => {
    expectSame(scene, { invariant: 9, what, subject, expected, found })
  }
  same('time a withdrawal opens', BigInt(opensAt), args.opensAt)
  same('time a withdrawal closes', BigInt(opensAt + scene.network.rules.withdrawalWindow), args.closesAt)
  same('withdrawal request while winding down', false, brand.windingDown)
  expectRole(scene, brand, args.treasurer, TREASURER)
  brand.withdrawal = { amount: args.amount, opensAt: Number(args.opensAt) }
}

export function applyWithdrawalCancellation(scene: Scene, args: HubArgs<'WithdrawalCancelled'>): void {
  const brand = brandOf(scene, args.brandId)
  if (!brand) return
  const expected = brand.withdrawal?.amount
  expectSame(scene, { invariant: 9, what: 'withdrawal cancelled', subject: { brand }, expected, found: args.amount })
  brand.withdrawal = undefined
}

function cutPending({ terms, announced }: Brand): boolean {
  return announced !== undefined && (announced.rate < terms.rate || announced.promisePercent < terms.promisePercent)
}

/** Within its window, not while a cut is pending, at most what is free above the promise. */
function checkWithdrawal(scene: Scene, brand: Brand, amount: bigint): void {
  const subject = { brand }
  const request = brand.withdrawal
  brand.withdrawal = undefined
  if (!request) {
    disagree(scene, {
      invariant: 9,
      what: 'withdrawal without a request',
      subject,
      expected: 'a request',
      found: amount,
    })
    return
  }
  const closes = closesAt(scene, request.opensAt)
  if (scene.time < request.opensAt || scene.time > closes) {
    const expected = `${request.opensAt} to ${closes}`
    disagree(scene, { invariant: 9, what: 'time of a withdrawal', subject, expected, found: scene.time })
  }
  if (cutPending(brand) || brand.windingDown) {
    disagree(scene, {
      invariant: 9,
      what: 'withdrawal while a cut is pending',
      subject,
      expected: 'none',
      found: amount,
    })
  }
  const free = brand.reserve - promisedReserve(brand)
  expectSame(scene, {
    invariant: 9,
    what: 'amount of a withdrawal',
    subject,
    expected: least(request.amount, free),
    found: amount,
  })
}

function checkRemainder(scene: Scene, brand: Brand, amount: bigint): void {
  const subject = { brand }
  const { pauses, rules } = scene.network
  const due = brand.windDownAt + rules.windDownPeriod + pausedBetween(pauses, brand.windDownAt, scene.time)
  if (!brand.windingDown || scene.time < due) {
    const expected = brand.windingDown ? `from ${due} on` : 'only after a wind-down'
    disagree(scene, { invariant: 9, what: 'time of a remainder', subject, expected, found: scene.time })
  }
  expectSame(scene, { invariant: 9, what: 'amount of a remainder', subject, expected: brand.reserve, found: amount })
}

export function applyWithdrawal(scene: Scene, args: HubArgs<'Withdrawn'>): void {
  const brand = brandOf(scene, args.brandId)
  if (!brand) return
  expectRunning(scene, 'a withdrawal', { brand })
  expectRole(scene, brand, args.treasurer, TREASURER)
  if (args.remainder) checkRemainder(scene, brand, args.amount)
  else checkWithdrawal(scene, brand, args.amount)
  moveMoney(brand, args.remainder ? 'remainder' : 'withdrawn', -args.amount)
  expectFits(scene, brand)
  if (!args.remainder) expectPromise(scene, brand, 'a withdrawal')
}

export function applyWindDown(scene: Scene, args: HubArgs<'WindDown'>): void {
  const brand = brandOf(scene, args.brandId)
  if (!brand) return
  const expected = BigInt(scene.time + scene.network.rules.windDownPeriod)
  expectSame(scene, {
    invariant: 9,
    what: 'time of the remainder',
    subject: { brand },
    expected,
    found: args.remainderAt,
  })
  expectSame(scene, {
    invariant: 9,
    what: 'second wind-down',
    subject: { brand },
    expected: false,
    found: brand.windingDown,
  })
  expectRole(scene, brand, args.by, OWNER)
  brand.windingDown = true
  brand.windDownAt = scene.time
  brand.withdrawal = undefined
}
