import type { HubArgs } from '../contracts.ts'
import { sumLots } from '../lots.ts'
import { expectLots } from './move-lots.ts'
import { spendQuota } from './quota.ts'
import { brandOf, disagree, expectRunning, expectSame } from './scene.ts'
import type { Scene } from './scene.ts'
import { present } from '../present.ts'

/** A claim moves everything, lots kept, and always to the same account. */
export function applyClaim(scene: Scene, args: HubArgs<'Claimed'>): void {
  const brand = brandOf(scene, args.brandId)
  if (!brand) return
  const { claimAddress, to, points } = args
  const subject = { brand, account: claimAddress }
  expectRunning(scene, 'a claim', subject)
  const minted = brand.minted.delete(claimAddress)
  if (minted) spendQuota(scene, brand.quotas.get(`2:${brand.token}`), points, 'a claim', subject)
  const before = brand.movedTo.get(claimAddress) ?? to
  expectSame(scene, { invariant: 0, what: 'account claimed to', subject, expected: before, found: to })
  brand.movedTo.set(claimAddress, before)

  const at = scene.moves.findIndex((move) => {
    return move.brand === brand && move.from === claimAddress && move.to === to && move.points === points
  })
  if (at < 0) {
    disagree(scene, {
      invariant: 6,
      what: 'points claimed without a Transfer',
      subject,
      expected: `a Transfer of ${points}`,
      found: 'none',
    })
    return
  }
  const [move] = scene.moves.splice(at, 1)
  expectLots(scene, {
    what: 'lots of a claim',
    brand,
    account: claimAddress,
    expected: present(move).lots,
    word: args.lots,
  })
  const left = sumLots(brand.members.get(claimAddress) ?? [])
  expectSame(scene, { invariant: 0, what: 'points left after a claim', subject, expected: 0n, found: left })
}
