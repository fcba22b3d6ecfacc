import type { TokenArgs } from '../contracts.ts'
import type { Brand } from '../ledger.ts'
import { burnPoints } from './move-lots.ts'
import { expectUnlocked } from './scene.ts'
import type { Scene } from './scene.ts'

/** Points spent where they were issued; the reserve stays. Also the till's own points within a payment. */
export function applyRedemption(scene: Scene, brand: Brand, args: TokenArgs<'Redeemed'>): void {
  const { member, points, lots: word, orderReference } = args
  expectUnlocked(scene, 'a redemption', member)
  const lots = burnPoints(scene, { brand, account: member, points, word, movement: 'redeemed', what: 'a redemption' })
  scene.redeemed.push({ brand, member, orderReference, points, lots })
}
