import { formatDecimal } from '../../chain/codec/decimal.ts'
import { formatRate } from '../../chain/codec/rate.ts'
import { convertDown } from './currencies.ts'
import { locales } from './locale.ts'
import type { Preferences } from './preferences.ts'

type Decimal = `${number}`

const CENT = 10_000n
const DOLLAR = 1_000_000n

/** Turns amounts and times into text for one visitor. Amounts stay whole numbers until they are digits. */
export interface Formatter {
  /** 0.01 points → "1,234.5". */
  points: (points: bigint) => string
  /** µ → "$12.34"; below a dollar with up to four digits, below a cent as exact as it is. Never rounded up. */
  money: (amount: bigint) => string
  /** µ → "$12.345678": every digit that is there. */
  exactMoney: (amount: bigint) => string
  /** µ in the visitor's currency, or undefined where that is the dollar. Always shown after "about". */
  converted: (amount: bigint) => string | undefined
  /** Nano-USD per 0.01 point → "$0.02". */
  rate: (rate: bigint) => string
  /** Basis points → "1.5 %". */
  percent: (basisPoints: bigint | number) => string
  /** Seconds → "21 Nov 2026". */
  date: (seconds: bigint) => string
  /** Seconds → "21 Nov 2026, 14:05". */
  dateTime: (seconds: bigint) => string
  /** Days from now → "in 3 days", "in 5 months". */
  daysFrom: (seconds: bigint, now: bigint) => string
  count: (count: number) => string
}

export function formatter({ locale, currency, timeZone }: Preferences): Formatter {
  const number = (options: Intl.NumberFormatOptions) => once(() => new Intl.NumberFormat(locale, options))
  const dollars = (digits: number) =>
    number({
      style: 'currency',
      currency: 'USD',
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: 2,
      maximumFractionDigits: digits,
      roundingMode: 'trunc',
    })
  const [cents, fine, exact, micro] = [dollars(2), dollars(4), dollars(6), dollars(7)]
  const plain = number({ minimumFractionDigits: 0, maximumFractionDigits: 2 })
  const other = number({ style: 'currency', currency, currencyDisplay: 'narrowSymbol', roundingMode: 'trunc' })
  const whole = number({})
  const day = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }))
  const minute = once(() => {
    const style = { dateStyle: 'medium', timeStyle: 'short', timeZone } as const
    return new Intl.DateTimeFormat(locale, { ...style, ...locales[locale].hours })
  })
  const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }))
  const micros = (amount: bigint): Decimal => formatDecimal(amount, { decimals: 6, minimum: 0 }) as Decimal
  const hundredths = (value: bigint): Decimal => formatDecimal(value, { decimals: 2, minimum: 0 }) as Decimal
  const below = (amount: bigint, limit: bigint): boolean => amount !== 0n && amount < limit && amount > -limit
  // Among words that run from right to left a sign or a currency would change sides.
  const apart = locales[locale].direction === 'rtl' ? (text: string) => `\u2066${text}\u2069` : (text: string) => text
  return {
    points: (points) => apart(plain().format(hundredths(points))),
    money: (amount) =>
      apart((below(amount, CENT) ? exact() : below(amount, DOLLAR) ? fine() : cents()).format(micros(amount))),
    exactMoney: (amount) => apart(exact().format(micros(amount))),
    converted: (amount) =>
      currency === 'USD' ? undefined : apart(other().format(micros(convertDown(amount, currency)))),
    rate: (rate) => apart(micro().format(formatRate(rate) as Decimal)),
    percent: (basisPoints) => apart(`${plain().format(hundredths(BigInt(basisPoints)))} %`),
    date: (seconds) => day().format(Number(seconds) * 1000),
    dateTime: (seconds) => minute().format(Number(seconds) * 1000),
    daysFrom: (seconds, now) => fromNow(relative(), Math.round(Number(seconds - now) / 86_400)),
    count: (count) => whole().format(count),
  }
}

/** Made when it is first needed: a phone takes milliseconds for each, and no page needs them all. */
function once<made>(make: () => made): () => made {
  let known: made | undefined
  return () => (known ??= make())
}

function fromNow(relative: Intl.RelativeTimeFormat, days: number): string {
  if (days > 730) return relative.format(Math.floor(days / 365), 'year')
  return days > 60 ? relative.format(Math.floor(days / 30.44), 'month') : relative.format(days, 'day')
}
