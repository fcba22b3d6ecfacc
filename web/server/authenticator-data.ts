import { type Hex, hexToBytes, sha256, slice, stringToBytes } from 'viem'

const USER_PRESENT = 0x01
const USER_VERIFIED = 0x04

/** Whether an authenticator answered for our host, with its user there and verified. */
export function isForUs(authenticatorData: Hex, rpId: string): boolean {
  const bytes = hexToBytes(authenticatorData)
  const flags = bytes[32]
  if (flags === undefined || bytes.length < 37) return false
  const verified = (flags & USER_PRESENT) !== 0 && (flags & USER_VERIFIED) !== 0
  return verified && slice(authenticatorData, 0, 32) === sha256(stringToBytes(rpId))
}
