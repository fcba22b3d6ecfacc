import { hkdfSync } from 'node:crypto'
import { type Address, type Hex, encodeAbiParameters, keccak256, toHex } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'

const CURVE_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
const CLAIM = [{ type: 'string' }, { type: 'uint32' }, { type: 'address' }] as const

/** Private key that may claim a member's points: derived from the brand's seed, so nothing needs to be kept per member. */
export function claimPrivateKey(seed: Hex, brandId: number, externalId: string): Hex {
  const info = `openpoints claim ${brandId} ${externalId}`
  const wide = hkdfSync('sha256', Buffer.from(seed.slice(2), 'hex'), 'openpoints', info, 48)
  const scalar = (BigInt(toHex(new Uint8Array(wide))) % (CURVE_ORDER - 1n)) + 1n
  return toHex(scalar, { size: 32 })
}

/** Address that holds a member's points until the holder of `claimKey` claims them. */
export function claimAddressOf(brandId: number, claimKey: Address): Address {
  const hash = keccak256(encodeAbiParameters(CLAIM, ['claim', brandId, claimKey]))
  return `0x${hash.slice(-40)}`
}

export type MemberClaim = { claimKey: Address; claimAddress: Address }

export function memberClaim(seed: Hex, brandId: number, externalId: string): MemberClaim {
  const claimKey = privateKeyToAddress(claimPrivateKey(seed, brandId, externalId)).toLowerCase() as Address
  return { claimKey, claimAddress: claimAddressOf(brandId, claimKey) }
}
