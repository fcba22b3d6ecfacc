import { MONEY_DECIMALS } from './decimal.ts'

/** Points per 1.00 of the file's currency, as an exact fraction. */
export type Rate = { numerator: bigint; denominator: bigint }

/** 0.01 points in one point; the rule counts whole points, balances and debts count in 0.01 point. */
export const WHOLE_POINT = 100n

const MONEY_UNIT = 10n ** BigInt(MONEY_DECIMALS)
const RATE = /^(\d{1,12})(?:\.(\d{1,12}))?(?:\/(\d{1,12}))?$/

/** Reads `2`, `0.5` or `1/3`; undefined where the text is no rate above zero. */
export function parseRate(text: string): Rate | undefined {
  const match = RATE.exec(text)
  if (!match) return undefined
  const fraction = match[2] ?? ''
  const numerator = BigInt(match[1] + fraction)
  const denominator = 10n ** BigInt(fraction.length) * BigInt(match[3] ?? '1')
  return numerator > 0n && denominator > 0n ? { numerator, denominator } : undefined
}

/** Whole points that a value (10^-6 of the currency) earns, rounded down, in 0.01 point. */
export function pointsDown(value: bigint, rate: Rate): bigint {
  return ((value * rate.numerator) / (rate.denominator * MONEY_UNIT)) * WHOLE_POINT
}
