import { type Address, getAddress, type Hex, pad, size, slice, zeroHash } from 'viem'

/** Public key of a passkey: the two halves of a point of P-256, 32 bytes each. */
export interface PasskeyKey {
  x: Hex
  y: Hex
}

/** Who may sign for an account, as the contracts have it: a passkey's key, or an address with y = 0. */
export type Signer = PasskeyKey

/** An address as a signer. */
export function toAddressSigner(address: Address): Signer {
  return { x: pad(address, { size: 32 }).toLowerCase() as Hex, y: zeroHash }
}

/** Address of a signer that is one; undefined for a passkey. */
export function addressOfSigner({ x, y }: Signer): Address | undefined {
  return BigInt(y) === 0n && size(x) === 32 ? getAddress(slice(x, 12)) : undefined
}

export function isSameSigner(a: Signer, b: Signer): boolean {
  return BigInt(a.x) === BigInt(b.x) && BigInt(a.y) === BigInt(b.y)
}
