import { MONEY_DECIMALS } from '../../loyalty/decimal.ts'
import { UnreadableDelivery } from './delivery-error.ts'

/** At most so many digits before the point, so that sums of an order fit 64 bits. */
const MONEY = /^(-?)(\d{1,12})(?:\.(\d{1,40}))?$/
const MINOR = /^-?\d{1,12}$/

/** Decimal text as 10^-6 of the currency: exact to six decimals, beyond them rounded to the nearest, half away from 0. */
export function microNearest(text: string): bigint {
  const match = MONEY.exec(text)
  if (!match) throw new UnreadableDelivery('an amount is no decimal number, or too large')
  const fraction = (match[3] ?? '').padEnd(MONEY_DECIMALS + 1, '0')
  const micro =
    BigInt(match[2] + fraction.slice(0, MONEY_DECIMALS)) + (fraction.charAt(MONEY_DECIMALS) >= '5' ? 1n : 0n)
  return match[1] === '-' ? -micro : micro
}

/** A whole number of minor units as 10^-6 of the currency. @param exponent Decimals of the minor unit, 0 to 4. */
export function microOfMinor(text: string, exponent: number): bigint {
  if (!MINOR.test(text)) throw new UnreadableDelivery('an amount is no whole number of minor units, or too large')
  return BigInt(text) * 10n ** BigInt(MONEY_DECIMALS - exponent)
}
