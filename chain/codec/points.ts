import { formatDecimal, parseDecimal } from './decimal.ts'

/** "12.5" → 1250n: points are counted in 0.01 point. */
export function parsePoints(text: string): bigint {
  return parseDecimal(text, { decimals: 2, noun: 'points' })
}

/** 1250n → "12.50". */
export function formatPoints(points: bigint): string {
  return formatDecimal(points, { decimals: 2, minimum: 2 })
}
