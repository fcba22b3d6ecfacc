import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Address, bytesToHex, getAddress, hexToBytes } from 'viem'

/** How long a code that a member shows stands for them. */
export const PAY_CODE_SECONDS = 60

const [NONCE, TAG, ADDRESS, TIME, KEY] = [12, 16, 20, 6, 32]

export interface PayCode {
  account: Address
  /** Seconds since 1970, by the clock of whoever made it. */
  until: number
}

/** The key that portal and service share; made once per data folder. */
export async function loadPayCodeKey(home: string): Promise<Uint8Array> {
  const folder = join(home, 'portal')
  const path = join(folder, 'pay-code.key')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const fresh = `${path}.${randomBytes(6).toString('hex')}`
  await writeFile(fresh, randomBytes(KEY).toString('base64url'), { mode: 0o600, flag: 'wx' })
  // Of several who start at once, one puts its key there, whole; the others take that one.
  await link(fresh, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(fresh)
  const key = Buffer.from(await readFile(path, 'utf8'), 'base64url')
  if (key.length !== KEY) throw new Error(`${path} is no key of ${KEY} bytes. Remove it: a new one is made.`)
  return key
}

/** A code that stands for an account; it says nothing to whoever has not the key. */
export function sealPayCode(key: Uint8Array, { account, until }: PayCode): string {
  const plain = Buffer.concat([hexToBytes(account), Buffer.alloc(TIME)])
  plain.writeUIntBE(until, ADDRESS, TIME)
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64url')
}

/** Who a code stands for; undefined where it is none, or over at that moment, or not made yet. */
export function openPayCode(key: Uint8Array, code: string, at: Date): PayCode | undefined {
  const sealed = Buffer.from(code, 'base64url')
  if (sealed.length !== NONCE + ADDRESS + TIME + TAG) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE))
  decipher.setAuthTag(sealed.subarray(-TAG))
  try {
    const plain = Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()])
    const until = plain.readUIntBE(ADDRESS, TIME)
    const left = until - at.getTime() / 1000
    // Clocks of two machines may differ by a moment.
    if (left < 0 || left > PAY_CODE_SECONDS * 2) return undefined
    return { account: getAddress(bytesToHex(plain.subarray(0, ADDRESS))), until }
  } catch {
    // Somebody made it up.
    return undefined
  }
}
