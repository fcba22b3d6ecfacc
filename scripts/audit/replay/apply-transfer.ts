import type { Address } from 'viem'
import { lotsOf } from '../ledger.ts'
import type { Brand } from '../ledger.ts'
import { sumLots, takeOldest } from '../lots.ts'
import { addPoints, expectAged } from './move-lots.ts'
import { expectSame, expectUnlocked } from './scene.ts'
import type { Scene } from './scene.ts'

export const NOBODY: Address = `0x${'0'.repeat(40)}`

/** A move between members happens here; a mint or a burn waits for the event that explains it. */
export function applyTransfer(
  scene: Scene,
  brand: Brand,
  { from, to, value }: { from: Address; to: Address; value: bigint },
): void {
  const move = { brand, from, to, points: value, lots: [], index: scene.index }
  if (from === NOBODY) scene.mints.push(move)
  else if (to === NOBODY) scene.burns.push(move)
  else moveLots(scene, move)
}

function moveLots(scene: Scene, move: Scene['moves'][number]): void {
  const { brand, from, to, points } = move
  expectUnlocked(scene, 'a transfer', from)
  const lots = lotsOf(brand, from)
  expectAged(scene, brand, from, lots)
  move.lots = takeOldest(lots, points)
  const subject = { brand, account: from }
  expectSame(scene, { invariant: 3, what: 'points transferred', subject, expected: sumLots(move.lots), found: points })
  addPoints(scene, brand, to, move.lots)
  scene.moves.push(move)
}
