import type { Address } from 'viem'
import type { TokenArgs } from '../contracts.ts'
import { lotsOf, movePoints } from '../ledger.ts'
import type { Brand } from '../ledger.ts'
import { PERMANENT, sumLots, takeForReversal } from '../lots.ts'
import { NOBODY } from './apply-transfer.ts'
import { expectAged, expectLots } from './move-lots.ts'
import { disagree, expectSame } from './scene.ts'
import type { Scene } from './scene.ts'

export function creditKey(token: Address, sequence: bigint, member: Address): string {
  return `${token}:${sequence}:${member}`
}

/** Takes up to `points` of one account back and strikes the Transfer off. */
function takeBack(scene: Scene, brand: Brand, account: Address, points: bigint, expiry: number, word: bigint): bigint {
  const lots = lotsOf(brand, account)
  expectAged(scene, brand, account, lots)
  const taken = takeForReversal(lots, expiry, points)
  expectLots(scene, { what: 'lots of a reversal', brand, account, expected: taken, word })
  const sum = sumLots(taken)
  if (sum === 0n) return 0n
  const at = scene.burns.findIndex((move) => move.brand === brand && move.from === account && move.points === sum)
  if (at >= 0) scene.burns.splice(at, 1)
  else {
    const subject = { brand, account }
    disagree(scene, {
      invariant: 6,
      what: 'points reversed without a Transfer',
      subject,
      expected: `a Transfer of ${sum}`,
      found: 'none',
    })
  }
  return sum
}

function checkTotals(scene: Scene, brand: Brand, args: TokenArgs<'Reversed'>): void {
  const subject = { brand, account: args.member, other: `batch ${args.sequence}` }
  const key = `${args.sequence}:${args.member}`
  const before = brand.reversed.get(key) ?? 0n
  expectSame(scene, {
    invariant: 6,
    what: 'points asked back',
    subject,
    expected: args.total - before,
    found: args.asked,
  })
  if (args.asked <= 0n) {
    disagree(scene, {
      invariant: 6,
      what: 'a reversal of nothing',
      subject,
      expected: 'a higher total',
      found: args.total,
    })
  }
  const credit = scene.credits.get(creditKey(brand.token, args.sequence, args.member))
  if (credit === undefined || args.total > credit) {
    const expected = credit === undefined ? 'a credit' : `at most the credit, ${credit}`
    disagree(scene, { invariant: 6, what: 'reversal above the credit', subject, expected, found: args.total })
  }
  brand.reversed.set(key, args.total)
}

/** Rule 6: a cumulative total on one credit, within the window written into its batch. */
export function applyReversal(scene: Scene, brand: Brand, args: TokenArgs<'Reversed'>): void {
  checkTotals(scene, brand, args)
  const subject = { brand, account: args.member, other: `batch ${args.sequence}` }
  const batch = brand.batches[Number(args.sequence) - 1]
  if (!batch) {
    disagree(scene, {
      invariant: 10,
      what: 'reversal of an unknown batch',
      subject,
      expected: 'a batch that was minted',
      found: args.sequence,
    })
    return
  }
  const closesAt = batch.mintedAt + batch.returnWindow
  if (scene.time > closesAt) {
    disagree(scene, {
      invariant: 6,
      what: 'reversal after the return window',
      subject,
      expected: `until ${closesAt}`,
      found: scene.time,
    })
  }

  const expiry = brand.neverExpires ? PERMANENT : batch.epoch + batch.life
  let taken = takeBack(scene, brand, args.member, args.asked, expiry, args.lotsAtMember)
  const movedTo = brand.movedTo.get(args.member) ?? NOBODY
  expectSame(scene, {
    invariant: 6,
    what: 'account a reversal follows',
    subject,
    expected: movedTo,
    found: args.movedTo,
  })
  if (taken < args.asked && movedTo !== NOBODY) {
    taken += takeBack(scene, brand, movedTo, args.asked - taken, expiry, args.lotsAtMovedTo)
  }
  expectSame(scene, { invariant: 6, what: 'points taken back', subject, expected: taken, found: args.taken })
  expectSame(scene, { invariant: 6, what: 'points short', subject, expected: args.asked - taken, found: args.short })
  movePoints(brand, 'reversed', -args.taken)
  brand.debtPoints += args.short
}
