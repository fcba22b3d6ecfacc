import { disagree } from './scene.ts'
import type { Scene, Subject } from './scene.ts'

const DAY = 86_400n

/**
 * A quota as exact fractions: `level` counts points × 86,400, so that a refill rounds nothing. The contract rounds down on
 * the way, so it never lets through more than this.
 */
export type Quota = { limit: bigint; level: bigint; updatedAt: number; next: { limit: bigint; at: number } | undefined }

function refillTo(quota: Quota, time: number): void {
  if (time <= quota.updatedAt) return
  const full = quota.limit * DAY
  const level = quota.level + quota.limit * BigInt(time - quota.updatedAt)
  quota.level = level < full ? level : full
  quota.updatedAt = time
}

function refill(quota: Quota, time: number): void {
  const { next } = quota
  if (next && time >= next.at) {
    refillTo(quota, next.at)
    quota.limit = next.limit
    quota.next = undefined
  }
  refillTo(quota, time)
}

/** The first limit is full at once, a lower one holds at once, a higher one from `at` on. */
export function setQuota(quota: Quota | undefined, limit: bigint, { time, at }: { time: number; at: number }): Quota {
  if (!quota) return { limit, level: limit * DAY, updatedAt: time, next: undefined }
  refill(quota, time)
  quota.next = undefined
  if (limit > quota.limit) quota.next = { limit, at }
  else {
    quota.limit = limit
    if (quota.level > limit * DAY) quota.level = limit * DAY
  }
  return quota
}

/** Rule 7: takes points off a quota; names what a quota would not have let through. */
export function spendQuota(
  scene: Scene,
  quota: Quota | undefined,
  points: bigint,
  what: string,
  subject: Subject,
): void {
  if (quota) refill(quota, scene.time)
  const available = quota ? quota.level / DAY : 0n
  if (points > available) {
    disagree(scene, {
      invariant: 0,
      what: `${what} above its quota`,
      subject,
      expected: `at most ${available}`,
      found: points,
    })
  }
  if (quota) quota.level -= points * DAY
}
