/** Roles of a brand, as bits of a byte (`contracts/types/Roles.sol`). */
export const ROLE_BITS = { owner: 1, minter: 2, 'rate-setter': 4, treasurer: 8 } as const

export type Role = keyof typeof ROLE_BITS

export const ROLES = Object.keys(ROLE_BITS) as Role[]

export function rolesFromBits(bits: number): Role[] {
  return ROLES.filter((role) => (bits & ROLE_BITS[role]) !== 0)
}

export function bitsFromRoles(roles: readonly Role[]): number {
  return roles.reduce((bits, role) => bits | ROLE_BITS[role], 0)
}
