import { createECDH, hkdfSync } from 'node:crypto'
import { type Address, type Hex, encodeAbiParameters, keccak256, toHex } from 'viem'

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
  const claimKey = addressOf(claimPrivateKey(seed, brandId, externalId))
  return { claimKey, claimAddress: claimAddressOf(brandId, claimKey) }
}

/** Address of a private key, by Node's own curve: a tenth of the time of one in JavaScript, and an import asks for thousands. */
function addressOf(privateKey: Hex): Address {
  const curve = createECDH('secp256k1')
  curve.setPrivateKey(privateKey.slice(2), 'hex')
  // Without the first byte, which says that both coordinates follow.
  return `0x${keccak256(new Uint8Array(curve.getPublicKey()).subarray(1)).slice(-40)}`
}
