import { formatDecimal, parseDecimal } from './decimal.ts'

/** A share of a payment as the contracts count it: all of it. */
export const WHOLE_SHARE = 10n ** 18n

/** Percent of a payment → share of 10^18: "50" → 5n * 10n ** 17n. */
export function parseShare(percent: string): bigint {
  return parseDecimal(percent, { decimals: 16, noun: 'percent' })
}

/** Share of 10^18 → percent: 5n * 10n ** 17n → "50". */
export function formatShare(share: bigint): string {
  return formatDecimal(share, { decimals: 16, minimum: 0 })
}
