import { cookies, headers } from 'next/headers'
import { type Preferences, defaultPreferences, parsePreferences } from '../i18n/preferences.ts'

/** How this visitor wants things shown: from their cookie, or from what their browser says. */
export async function readPreferences(): Promise<Preferences> {
  const cookie = (await cookies()).get('preferences')?.value
  if (cookie !== undefined) return parsePreferences(cookie)
  const languages = (await headers()).get('accept-language') ?? ''
  return { ...defaultPreferences, locale: /^\s*ur\b/i.test(languages) ? 'ur' : 'en' }
}
