import { highestTerms } from '../ledger.ts'
import type { Brand } from '../ledger.ts'
import { disagree } from './scene.ts'
import type { Scene } from './scene.ts'

/** Rate in nano of the stablecoin's unit per 0.01 point; value in µ. */
const NANO_PER_MICRO = 1_000n
const BPS = 10_000n

export function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

/** Value of points at the current rate, floored. */
export function parValue(brand: Brand, points: bigint): bigint {
  return (points * brand.terms.rate) / NANO_PER_MICRO
}

/** Rule 3: at par, but never more than the points' share of the reserve. */
export function exitValue(brand: Brand, points: bigint): bigint {
  if (brand.supply === 0n) return 0n
  return least(parValue(brand, points), (points * brand.reserve) / brand.supply)
}

/** Rules 2 and 3: points that value buys at the highest rate and spread. */
export function entryPoints(brand: Brand, value: bigint): bigint {
  const { rate, spreadBps } = highestTerms(brand)
  if (rate === 0n) return 0n
  return (value * NANO_PER_MICRO * BPS) / (rate * (BPS + spreadBps))
}

/** Invariant 8: the most points that a value may ever buy, at the current rate without spread. */
export function mostPoints(brand: Brand, value: bigint): bigint {
  return brand.terms.rate === 0n ? 0n : (value * NANO_PER_MICRO) / brand.terms.rate
}

/** Rule 13: points that a refunded value brings back at the higher rate and the present cover. */
export function refundedPoints(brand: Brand, value: bigint, supply: bigint): bigint {
  const { rate } = highestTerms(brand)
  if (rate === 0n) return 0n
  if (brand.reserve * NANO_PER_MICRO >= supply * rate) return (value * NANO_PER_MICRO) / rate
  return brand.reserve === 0n ? 0n : (value * supply) / brand.reserve
}

/** Reserve that the promise asks for at the highest terms, rounded up. */
export function promisedReserve(brand: Brand): bigint {
  const { rate, promisePercent } = highestTerms(brand)
  const scale = 100n * NANO_PER_MICRO
  return (brand.supply * rate * promisePercent + scale - 1n) / scale
}

/** Invariant 4: the promise holds after a mint, an announcement, a refund or a withdrawal. */
export function expectPromise(scene: Scene, brand: Brand, what: string): void {
  const needed = promisedReserve(brand)
  if (brand.reserve >= needed) return
  disagree(scene, {
    invariant: 4,
    what: `cover below the promise after ${what}`,
    subject: { brand },
    expected: `a reserve of at least ${needed}`,
    found: brand.reserve,
  })
}

/** Invariant 4 for exits and entrances: cover does not fall below min(100 %, what it was). */
export function expectCoverKept(
  scene: Scene,
  brand: Brand,
  before: { reserve: bigint; supply: bigint },
  what: string,
): void {
  if (brand.supply <= 0n) return
  const full = brand.reserve * NANO_PER_MICRO >= brand.supply * brand.terms.rate
  if (full || brand.reserve * before.supply >= before.reserve * brand.supply) return
  disagree(scene, {
    invariant: 4,
    what: `cover fell by ${what}`,
    subject: { brand },
    expected: `at least ${before.reserve} µ for ${before.supply}`,
    found: `${brand.reserve} µ for ${brand.supply}`,
  })
}
