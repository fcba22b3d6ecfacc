import type { Device } from './device.ts'

/** Longer than a long weekend without a connection. */
const OFFLINE_MS = 72 * 3_600_000

/**
 * From when a sale counts: for the rules in force, and for when its points mature. The time a till claims, but not from before it
 * had its key, nor from longer ago than tills are offline: whoever has a till's key could else have points at once.
 */
export function plausibleTime(claimed: Date, { createdAt }: Pick<Device, 'createdAt'>, now: Date): Date {
  return new Date(Math.max(claimed.getTime(), createdAt.getTime(), now.getTime() - OFFLINE_MS))
}
