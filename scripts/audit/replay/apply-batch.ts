import { bytesToHex, encodeAbiParameters, encodeFunctionData, keccak256 } from 'viem'
import type { Hex } from 'viem'
import { pointsTokenAbi } from '../contracts.ts'
import type { TokenArgs } from '../contracts.ts'
import { lotsOf, movePoints, settleTerms } from '../ledger.ts'
import type { Brand } from '../ledger.ts'
import { keccak } from '../keccak.ts'
import { addLot, LARGEST_LOT, PERMANENT } from '../lots.ts'
import { expectAged, expectFits } from './move-lots.ts'
import { spendQuota } from './quota.ts'
import { checkState, disagree, expectRole, expectRunning, expectSame, MINTER } from './scene.ts'
import type { Move, Scene } from './scene.ts'
import { expectPromise } from './value.ts'
import { present } from '../present.ts'

const RUN = 32
const HASHED = [
  { type: 'uint256' },
  { type: 'uint256' },
  { type: 'uint256' },
  { type: 'uint256' },
  { type: 'bytes32' },
] as const

/** The last `count` unexplained mints of this brand: what the batch says its credits are. */
function takeCredits(scene: Scene, brand: Brand, count: number): Move[] {
  const others: Move[] = []
  const credits: Move[] = []
  for (let move = scene.mints.pop(); move; move = scene.mints.pop()) {
    if (move.brand === brand && credits.length < count) credits.push(move)
    else others.push(move)
  }
  scene.mints.push(...others.reverse())
  return credits.reverse()
}

function credit(scene: Scene, brand: Brand, { to, points }: Move, expiry: number): void {
  const lots = lotsOf(brand, to)
  expectAged(scene, brand, to, lots)
  addLot(lots, expiry, points)
  const lot = lots.find((one) => one.expiry === expiry)
  if (points > 0n && lot && lot.points <= LARGEST_LOT) return
  const subject = { brand, account: to }
  disagree(scene, {
    invariant: 12,
    what: 'a credit is out of bounds',
    subject,
    expected: `1 to ${LARGEST_LOT}`,
    found: points,
  })
}

/** What the contract remembers a batch by: its times and the keccaks of its runs of 32 credits. */
function hashBatch(args: TokenArgs<'BatchMinted'>, credits: readonly Move[]): Hex {
  const hex = credits.map(({ to, points }) => to.slice(2) + points.toString(16).padStart(24, '0'))
  const words = Buffer.from(hex.join(''), 'hex')
  const runs: Uint8Array[] = []
  for (let start = 0; start < words.length; start += RUN * 32) {
    runs.push(keccak(words.subarray(start, Math.min(start + RUN * 32, words.length))))
  }
  const { mintedAt, epoch, life, returnWindow } = args
  const hash = bytesToHex(keccak(Buffer.concat(runs)))
  return keccak256(encodeAbiParameters(HASHED, [mintedAt, BigInt(epoch), BigInt(life), BigInt(returnWindow), hash]))
}

function checkBatch(scene: Scene, brand: Brand, args: TokenArgs<'BatchMinted'>, credits: readonly Move[]): void {
  const subject = { brand, other: `batch ${args.sequence}` }
  const sum = credits.reduce((total, { points }) => total + points, 0n)
  const same = (invariant: number, what: string, expected: unknown, found: unknown) => {
    expectSame(scene, { invariant, what, subject, expected, found })
  }
  same(10, 'batch sequence', BigInt(brand.batches.length + 1), args.sequence)
  same(6, 'credits of a batch', args.count, BigInt(credits.length))
  same(6, 'points of a batch', sum, args.points)
  same(11, 'mint time of a batch', BigInt(scene.time), args.mintedAt)
  same(11, 'epoch of a batch', scene.epoch, args.epoch)
  same(11, 'life of a batch', brand.terms.life, args.life)
  same(6, 'a batch while winding down', false, brand.windingDown)
  if (args.returnWindow > scene.network.rules.maxReturnWindow) {
    same(6, 'return window of a batch', `at most ${scene.network.rules.maxReturnWindow}`, args.returnWindow)
  }
  for (let i = 1; i < credits.length; i++) {
    if (present(credits[i]).to <= present(credits[i - 1]).to)
      same(6, 'order of credits', `above ${present(credits[i - 1]).to}`, present(credits[i]).to)
  }
  const expected = hashBatch(args, credits)
  checkState(scene, {
    to: brand.token,
    data: encodeFunctionData({ abi: pointsTokenAbi, functionName: 'batchHash', args: [args.sequence] }),
    verify: (found) => same(6, 'hash of a batch', expected, found),
  })
}

/** A batch of purchases: in sequence, with notice of nothing but the promise. */
export function applyBatch(scene: Scene, brand: Brand, args: TokenArgs<'BatchMinted'>): void {
  settleTerms(brand, scene.time)
  const credits = takeCredits(scene, brand, Number(args.count))
  checkBatch(scene, brand, args, credits)
  expectRunning(scene, 'a batch', { brand })
  expectRole(scene, brand, args.minter, MINTER)
  const quota = brand.quotas.get(`0:${args.minter}`)
  spendQuota(scene, quota, args.points, 'a batch', { brand, account: args.minter })

  const expiry = brand.neverExpires ? PERMANENT : scene.epoch + brand.terms.life
  for (const move of credits) {
    credit(scene, brand, move, expiry)
    brand.minted.add(move.to)
  }
  movePoints(brand, 'issued', args.points)
  expectFits(scene, brand)
  expectPromise(scene, brand, `batch ${args.sequence}`)
  brand.batches.push({
    block: scene.block,
    index: scene.index,
    count: Number(args.count),
    mintedAt: scene.time,
    epoch: args.epoch,
    life: args.life,
    returnWindow: args.returnWindow,
  })
}
