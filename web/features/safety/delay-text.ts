import type { Formatter } from '../../i18n/formatter.ts'
import type { safetyText } from '../../messages/safety.ts'

const DAY = 86_400

/** Seconds as a length of time people speak of. */
export function delayText(seconds: number, text: (typeof safetyText)['en'], format: Formatter): string {
  if (seconds === DAY) return text.day
  if (seconds % DAY === 0) return text.days(format.count(seconds / DAY))
  return text.hours(format.count(Math.ceil(seconds / 3_600)))
}
