import type { Device } from '../../service/till/device.ts'

/** A till as answers show it. */
export function describeDevice({ brand, number, name, location, mode, createdAt, revokedAt }: Device) {
  return {
    brand,
    till: number,
    ...{ name, location, mode },
    status: revokedAt === null ? 'active' : 'revoked',
    addedAt: createdAt.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
  }
}
