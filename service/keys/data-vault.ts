import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import type { Hex } from 'viem'
import { KeyError } from './key-error.ts'
import { loadOrCreateSeed } from './stored-keys.ts'

export const DATA_KEY = 'service-data-key'

const VERSION = 1
const IV = 12
const TAG = 16

/**
 * Seals what the database keeps but must not be able to read: AES-256-GCM with a key per brand out of the service's data key.
 * What is sealed opens only with the same `context`, which says where it belongs.
 */
export class DataVault {
  readonly #dataKey: Buffer
  /** As key objects: from bytes Node makes one at every use, which takes longer than the work itself. */
  readonly #keys = new Map<string, KeyObject>()

  constructor(dataKey: Hex) {
    this.#dataKey = Buffer.from(dataKey.slice(2), 'hex')
  }

  seal(brandId: number | bigint, context: string, plain: Uint8Array): Buffer {
    const iv = randomBytes(IV)
    const cipher = createCipheriv('aes-256-gcm', this.#keyOf(brandId, 'bodies'), iv).setAAD(Buffer.from(context))
    return Buffer.concat([Buffer.of(VERSION), iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  }

  open(brandId: number | bigint, context: string, sealed: Uint8Array): Buffer {
    const bytes = Buffer.from(sealed)
    const iv = bytes.subarray(1, 1 + IV)
    try {
      if (bytes[0] !== VERSION || bytes.length < 1 + IV + TAG) throw new Error('It was not sealed here.')
      const decipher = createDecipheriv('aes-256-gcm', this.#keyOf(brandId, 'bodies'), iv)
      decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(-TAG))
      return Buffer.concat([decipher.update(bytes.subarray(1 + IV, -TAG)), decipher.final()])
    } catch (cause) {
      const sentence = `Stored data does not open. Restore the key ${DATA_KEY} it was written with from a backup.`
      throw new KeyError(sentence, { cause })
    }
  }

  /** Tells contents apart; without the key nobody can try out what a content was. */
  digest(brandId: number | bigint, content: Uint8Array): string {
    return createHmac('sha256', this.#keyOf(brandId, 'digests')).update(content).digest('hex')
  }

  #keyOf(brandId: number | bigint, purpose: string): KeyObject {
    const info = `openpoints ${purpose} of brand ${brandId}`
    const known = this.#keys.get(info)
    if (known) return known
    const key = createSecretKey(Buffer.from(hkdfSync('sha256', this.#dataKey, 'openpoints', info, 32)))
    this.#keys.set(info, key)
    return key
  }
}

/** The vault of a data folder; its key is made on first use. */
export async function openVault(home: string): Promise<DataVault> {
  return new DataVault(await loadOrCreateSeed(home, DATA_KEY))
}
