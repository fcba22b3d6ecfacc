import type { TokenArgs } from '../contracts.ts'
import { lotsOf, movePoints } from '../ledger.ts'
import type { Brand } from '../ledger.ts'
import { sumLots, takeExpired } from '../lots.ts'
import { disagree, expectSame } from './scene.ts'
import type { Scene } from './scene.ts'

/** Rule 5: exactly what lived through an earlier epoch at most is burnt, not before. */
export function applyExpiry(scene: Scene, brand: Brand, { account, points }: TokenArgs<'Expired'>): void {
  const subject = { brand, account }
  const at = scene.burns.findIndex((move) => move.brand === brand && move.from === account && move.points === points)
  if (at >= 0) scene.burns.splice(at, 1)
  else
    disagree(scene, {
      invariant: 6,
      what: 'points expired without a Transfer',
      subject,
      expected: `a Transfer of ${points}`,
      found: 'none',
    })

  const dead = sumLots(takeExpired(lotsOf(brand, account), scene.epoch))
  expectSame(scene, { invariant: 11, what: 'points expired', subject, expected: dead, found: points })
  movePoints(brand, 'expired', -points)
  scene.expired = { brand, account, points, index: scene.index }
}
