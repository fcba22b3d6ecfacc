/** Units of a currency for a million USD, at the end of the day below: rounded, for "about" alone. */
export const conversionDate = '2026-11-20'

const perMillionUsd = {
  USD: 1_000_000n,
  EUR: 862_000n,
  GBP: 757_000n,
  INR: 88_400_000n,
  PKR: 281_500_000n,
} as const

export type CurrencyCode = keyof typeof perMillionUsd

export const currencyCodes = Object.keys(perMillionUsd) as CurrencyCode[]

export const isCurrency = (text: string): text is CurrencyCode => Object.hasOwn(perMillionUsd, text)

/** µUSD as µ of another currency, rounded down. */
export function convertDown(amount: bigint, currency: CurrencyCode): bigint {
  return (amount * perMillionUsd[currency]) / 1_000_000n
}
