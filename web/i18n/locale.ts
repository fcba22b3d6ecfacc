/** Languages the portal speaks completely. */
export const locales = { en: { name: 'English', direction: 'ltr' }, ur: { name: 'اردو', direction: 'rtl' } } as const

export type Locale = keyof typeof locales

export const isLocale = (text: string): text is Locale => Object.hasOwn(locales, text)
