import { formatDecimal, parseDecimal } from '../../../chain/codec/decimal.ts'

const MICRO = 1_000_000n
const CENT = 10_000n

/** Money that somebody typed, in µ: an amount with at most two decimals, nothing yet, or none. A comma counts as a point. */
export function parseMoney(text: string): bigint | 'empty' | 'bad' {
  const plain = text.trim().replace(',', '.').replace(/\.$/, '')
  if (plain === '') return 'empty'
  if (!/^\d{1,9}(\.\d{1,2})?$/.test(plain)) return 'bad'
  return parseDecimal(plain, { decimals: 6, noun: 'money' })
}

/** "12.34" of an answer as µ. */
export const microsOf = (text: string): bigint => parseDecimal(text, { decimals: 6, noun: 'money' })

/** µ as the API takes it. */
export const moneyText = (amount: bigint): string => formatDecimal(amount, { decimals: 6, minimum: 2 })

/** A price with its tax inside, taken apart; what counts for points is never rounded up. */
export function splitTaxDown(gross: bigint, taxBasisPoints: number): { net: bigint; tax: bigint } {
  const net = (gross * 10_000n) / (10_000n + BigInt(taxBasisPoints))
  return { net, tax: gross - net }
}

/** What is needed in USD for an amount in another currency, up to the next cent: the shop loses nothing by it. */
export function dollarsUp(amount: bigint, perMillionUsd: bigint): bigint {
  const exact = (amount * MICRO + perMillionUsd - 1n) / perMillionUsd
  return ((exact + CENT - 1n) / CENT) * CENT
}
