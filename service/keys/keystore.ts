import { createCipheriv, createDecipheriv, randomBytes, randomUUID, scrypt, type ScryptOptions } from 'node:crypto'
import { concat, keccak256, toHex } from 'viem'
import { z } from 'zod'
import { KeyError } from './key-error.ts'
import type { Passphrase } from './passphrase.ts'

/** For passphrases people think up: about a tenth of a second and 32 MB for one guess. */
const HARD = { n: 2 ** 15, r: 8, p: 1, dklen: 32 }
/** For random ones, which nobody can guess however cheap a guess is. */
const LIGHT = { n: 2 ** 12, r: 8, p: 1, dklen: 32 }
const MAX_MEMORY = 512 * 2 ** 20

const KEYSTORE = z.object({
  version: z.literal(3),
  crypto: z.object({
    cipher: z.literal('aes-128-ctr'),
    ciphertext: z.string(),
    cipherparams: z.object({ iv: z.string() }),
    kdf: z.literal('scrypt'),
    kdfparams: z.object({
      n: z.number(),
      r: z.number(),
      p: z.number(),
      dklen: z.number(),
      salt: z.string(),
    }),
    mac: z.string(),
  }),
})

/** Encrypts 32 secret bytes as a Web3 secret storage file (version 3), which wallets open too. */
export async function encryptSecret(
  secret: Uint8Array,
  { text: passphrase, random }: Passphrase,
  address?: string,
): Promise<string> {
  const cost = random ? LIGHT : HARD
  const salt = randomBytes(32)
  const iv = randomBytes(16)
  const derived = await derive(passphrase, salt, cost)
  const cipher = createCipheriv('aes-128-ctr', derived.subarray(0, 16), iv)
  const ciphertext = Buffer.concat([cipher.update(secret), cipher.final()])
  const keystore = {
    version: 3,
    id: randomUUID(),
    ...(address === undefined ? {} : { address: address.slice(2).toLowerCase() }),
    crypto: {
      cipher: 'aes-128-ctr',
      ciphertext: ciphertext.toString('hex'),
      cipherparams: { iv: iv.toString('hex') },
      kdf: 'scrypt',
      kdfparams: { ...cost, salt: salt.toString('hex') },
      mac: macOf(derived, ciphertext),
    },
  }
  return JSON.stringify(keystore, null, 2) + '\n'
}

/** Decrypts what `encryptSecret` wrote. Throws a KeyError where the passphrase is wrong or the file is damaged. */
export async function decryptSecret(text: string, { text: passphrase }: Passphrase, path: string): Promise<Buffer> {
  const parsed = KEYSTORE.safeParse(readJson(text))
  if (!parsed.success) throw new KeyError(`${path} is no keystore this program can read. Restore it from a backup.`)
  const { ciphertext, cipherparams, kdfparams, mac } = parsed.data.crypto
  const bytes = Buffer.from(ciphertext, 'hex')
  const derived = await derive(passphrase, Buffer.from(kdfparams.salt, 'hex'), kdfparams)
  if (macOf(derived, bytes) !== mac.toLowerCase()) {
    throw new KeyError(`The passphrase does not open ${path}. Set POINTS_PASSPHRASE to the one it was made with.`)
  }
  const iv = Buffer.from(cipherparams.iv, 'hex')
  const decipher = createDecipheriv('aes-128-ctr', derived.subarray(0, 16), iv)
  return Buffer.concat([decipher.update(bytes), decipher.final()])
}

function derive(passphrase: string, salt: Buffer, cost: typeof HARD): Promise<Buffer> {
  const options: ScryptOptions = { N: cost.n, r: cost.r, p: cost.p, maxmem: MAX_MEMORY }
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, key: Buffer) => (error ? reject(error) : resolve(key))
    scrypt(passphrase.normalize('NFKC'), salt, cost.dklen, options, done)
  })
}

function macOf(derived: Buffer, ciphertext: Buffer): string {
  return keccak256(concat([toHex(derived.subarray(16, 32)), toHex(ciphertext)])).slice(2)
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
