import { formatDecimal, parseDecimal } from './decimal.ts'

/** USD per point → nano-USD per 0.01 point, as the contracts keep it: "0.1" → 1000000n. */
export function parseRate(text: string): bigint {
  return parseDecimal(text, { decimals: 7, noun: 'USD per point' })
}

/** Nano-USD per 0.01 point → USD per point: 1000000n → "0.10". */
export function formatRate(rate: bigint): string {
  return formatDecimal(rate, { decimals: 7, minimum: 2 })
}

/** Value at par of points at a rate, in µ, rounded down. */
export function valueAtParDown(points: bigint, rate: bigint): bigint {
  return (points * rate) / 1000n
}
