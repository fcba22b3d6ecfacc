import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { type Address, bytesToHex, getAddress, hexToBytes } from 'viem'
import { sessionSecret } from './secret.ts'

/** How long a till can look a code up. */
export const PAY_CODE_SECONDS = 120
const [NONCE, TAG, ADDRESS] = [12, 16, 20]

export interface PayCode {
  account: Address
  /** Seconds since 1970, by this server's clock. */
  until: number
}

/** A code that stands for a member for two minutes; it says nothing to whoever has not our key. */
export async function makePayCode(account: Address): Promise<PayCode & { code: string }> {
  const until = Math.floor(Date.now() / 1000) + PAY_CODE_SECONDS
  const plain = Buffer.concat([hexToBytes(account), Buffer.alloc(6)])
  plain.writeUIntBE(until, ADDRESS, 6)
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', await key(), nonce)
  const sealed = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  return { account, until, code: sealed.toString('base64url') }
}

/** Who a code stands for; undefined where it is none of ours or over. */
export async function readPayCode(code: string): Promise<PayCode | undefined> {
  const sealed = Buffer.from(code, 'base64url')
  if (sealed.length !== NONCE + ADDRESS + 6 + TAG) return undefined
  const decipher = createDecipheriv('aes-256-gcm', await key(), sealed.subarray(0, NONCE))
  decipher.setAuthTag(sealed.subarray(-TAG))
  try {
    const plain = Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()])
    const until = plain.readUIntBE(ADDRESS, 6)
    if (until * 1000 < Date.now()) return undefined
    return { account: getAddress(bytesToHex(plain.subarray(0, ADDRESS))), until }
  } catch {
    // Somebody made it up.
    return undefined
  }
}

async function key(): Promise<Buffer> {
  return Buffer.from(hkdfSync('sha256', await sessionSecret(), '', 'openpoints pay code', 32))
}
