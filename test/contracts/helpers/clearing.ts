/** The rules of clearing as one would explain them on paper; what the contracts do is held against this. */

const BPS = 10_000n

/** `min(⌊points × rate ÷ 1000⌋, ⌊points × reserve ÷ supply⌋)` in µ. */
export function valueOut(points: bigint, brand: { rate: bigint; reserve: bigint; supply: bigint }): bigint {
  const par = (points * brand.rate) / 1_000n
  const share = (points * brand.reserve) / brand.supply

  return par < share ? par : share
}

/** `⌊value × 10^7 ÷ (rate × (10^4 + spread))⌋` points. */
export function pointsIn(value: bigint, brand: { rate: bigint; spreadBps: bigint }): bigint {
  return (value * 10_000_000n) / (brand.rate * (BPS + brand.spreadBps))
}

/** What the reserve must hold for `supply` points, in µ, rounded up. */
export function promised(supply: bigint, rate: bigint, promisePercent: bigint): bigint {
  return ceilDiv(supply * rate * promisePercent, 100_000n)
}

export function ceilDiv(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b
}
