import { type AccessKey, statusOfKey } from '../../service/access/list-keys.ts'

const told = (time: Date | null): string | null => time?.toISOString() ?? null

/** A key as answers show it. */
export function describeKey(known: AccessKey, now: Date) {
  const { brand, number, role, name, createdAt, expiresAt, revokedAt, formerUntil, lastUsedAt } = known
  return {
    ...{ brand, key: number, role, name, status: statusOfKey(known, now) },
    addedAt: createdAt.toISOString(),
    expiresAt: told(expiresAt),
    revokedAt: told(revokedAt),
    formerKeyUntil: formerUntil !== null && formerUntil > now ? told(formerUntil) : null,
    lastUsedAt: told(lastUsedAt),
  }
}
