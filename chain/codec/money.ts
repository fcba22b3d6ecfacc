import { formatDecimal, parseDecimal } from './decimal.ts'

/** "1.25" → 1250000n: money is counted in millionths (µ) of the stablecoin. */
export function parseMoney(text: string): bigint {
  return parseDecimal(text, { decimals: 6, noun: 'USD' })
}

/** 1250000n → "1.25". */
export function formatMoney(amount: bigint): string {
  return formatDecimal(amount, { decimals: 6, minimum: 2 })
}
