import { formatDecimal } from '../../../chain/codec/decimal.ts'
import { type CurrencyCode, convertDown } from '../../i18n/currencies.ts'
import { locales } from '../../i18n/locale.ts'
import { usePreferences } from '../../i18n/provider.tsx'
import { dollarsUp } from './till-amounts.ts'

/** µ of a currency as text, the same everywhere on the page. */
export function useMoney(): (amount: bigint, currency: CurrencyCode) => string {
  const { locale } = usePreferences().preferences
  return (amount, currency) => {
    const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const
    const text = new Intl.NumberFormat(locale, { ...style, minimumFractionDigits: 2, maximumFractionDigits: 2 })
    const shown = text.format(formatDecimal(amount, { decimals: 6, minimum: 0 }) as `${number}`)
    return locales[locale].direction === 'rtl' ? `\u2066${shown}\u2069` : shown
  }
}

/** What a payment of an amount has to bring in USD, by the dated table of the portal. */
export const valueUp = (amount: bigint, currency: CurrencyCode): bigint =>
  currency === 'USD' ? amount : dollarsUp(amount, convertDown(1_000_000n, currency))
