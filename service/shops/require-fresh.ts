import { BadDelivery } from './delivery-error.ts'

/** How far a signed time may be from now, in both directions. */
export const TOLERANCE_SECONDS = 300

/** The signed time. Throws BadDelivery where it is too old, too far ahead, or no whole number of seconds. */
export function requireFresh(seconds: string, header: string, now: Date): Date {
  if (!/^\d{1,12}$/.test(seconds)) throw new BadDelivery('BadHeader', header)
  const time = new Date(Number(seconds) * 1_000)
  if (!(Math.abs(now.getTime() - time.getTime()) <= TOLERANCE_SECONDS * 1_000)) throw new BadDelivery('Stale')
  return time
}
