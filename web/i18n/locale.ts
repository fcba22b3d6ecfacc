/** Languages the portal speaks completely. */
export const locales = {
  en: { name: 'English', direction: 'ltr', hours: {} },
  // In Urdu the halves of the day would be written AM and PM, in Latin letters.
  ur: { name: 'اردو', direction: 'rtl', hours: { hourCycle: 'h23' } },
} as const

export type Locale = keyof typeof locales

export const isLocale = (text: string): text is Locale => Object.hasOwn(locales, text)
