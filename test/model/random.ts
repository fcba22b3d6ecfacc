/** Draws from 0 to n - 1, the same for the same seed. */
export type Draw = (n: number) => number

/** Mulberry32: small, seeded and good enough to choose what to do next. */
export function drawFrom(seed: number): Draw {
  let state = seed >>> 0
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % n
  }
}

/** An amount of any size below 10^digits, small ones as often as large ones. */
export function amountOf(draw: Draw, digits: number): bigint {
  return 1n + ((BigInt(draw(1_000_000_000)) * 1_000_003n) % 10n ** BigInt(1 + draw(digits)))
}
