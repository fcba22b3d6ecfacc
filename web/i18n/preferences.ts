import { type CurrencyCode, isCurrency } from './currencies.ts'
import { type Locale, isLocale } from './locale.ts'

export type Theme = 'light' | 'dark' | 'system'

/** How a visitor wants things shown. */
export interface Preferences {
  locale: Locale
  theme: Theme
  currency: CurrencyCode
  /** IANA name of the zone dates are shown in. */
  timeZone: string
}

export const defaultPreferences: Preferences = { locale: 'en', theme: 'system', currency: 'USD', timeZone: 'UTC' }

/** Preferences as the cookie carries them: `locale.theme.currency.zone`. */
export function writePreferences({ locale, theme, currency, timeZone }: Preferences): string {
  return [locale, theme, currency, encodeURIComponent(timeZone)].join('.')
}

export function parsePreferences(text: string): Preferences {
  const [locale = '', theme = '', currency = '', zone = ''] = text.split('.')
  const known = defaultPreferences
  return {
    locale: isLocale(locale) ? locale : known.locale,
    theme: theme === 'light' || theme === 'dark' ? theme : known.theme,
    currency: isCurrency(currency) ? currency : known.currency,
    timeZone: knownZone(zone),
  }
}

function knownZone(encoded: string): string {
  try {
    const zone = decodeURIComponent(encoded)
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    return defaultPreferences.timeZone
  }
}
