import { createHmac } from 'node:crypto'
import type { Hex } from 'viem'
import type { Database, Transaction } from '../database/open-database.ts'
import { checkKey, erasureKeyName, lostKeys } from '../keys/key-check.ts'
import { listKeys, loadKey, loadOrCreateSeed } from '../keys/stored-keys.ts'
import { readErasureList } from './erasure-list.ts'

type Named = 'subject' | 'order' | 'refund' | 'payment'

const ERASED = /^erased-[0-9a-f]{40}$/

export const isErasedName = (name: string): boolean => ERASED.test(name)

/**
 * What stands in the books where a name stood that led to an erased person. The same name gives the same, so that what a shop
 * tells of an erased order once more is known again; without the brand's key nobody can try names out.
 */
export class ErasedNames {
  readonly #key: Buffer

  constructor(key: Hex) {
    this.#key = Buffer.from(key.slice(2), 'hex')
  }

  /** Keeps what the brand's key answers, or refuses this one where the names in the books were made with another. */
  check(sql: Database | Transaction, code: string): Promise<void> {
    return checkKey(sql, { name: erasureKeyName(code), key: `0x${this.#key.toString('hex')}` })
  }

  /** By which an erased member is found in a database that was restored from a backup. */
  subject(externalId: string): string {
    return this.#name('subject', externalId)
  }

  order(provider: string, shop: string, orderId: string): string {
    return this.#name('order', provider, shop, orderId)
  }

  refund(provider: string, shop: string, refundId: string): string {
    return this.#name('refund', provider, shop, refundId)
  }

  payment(provider: string, shop: string, paymentId: string): string {
    return this.#name('payment', provider, shop, paymentId)
  }

  /** In the place of a receipt's salt, which is gone: what it made a reference of cannot be tried out any more. */
  salt(reference: string): Hex {
    return `0x${createHmac('sha256', this.#key).update(`salt\n${reference}`).digest('hex')}`
  }

  #name(kind: Named, ...parts: string[]): string {
    const last = parts.at(-1) ?? ''
    if (isErasedName(last)) return last
    const text = JSON.stringify([kind, ...parts])
    return `erased-${createHmac('sha256', this.#key).update(text).digest('hex').slice(0, 40)}`
  }
}

/** The key is made the first time; once somebody of the brand was erased, never anew: nobody would be known by it. */
export async function openErasedNames(home: string, code: string): Promise<ErasedNames> {
  const name = erasureKeyName(code)
  const erased = (await readErasureList(home, code)).length > 0
  return erased ? loadErasedNames(home, code) : new ErasedNames(await loadOrCreateSeed(home, name))
}

/** Of a brand that erased somebody. */
export async function loadErasedNames(home: string, code: string): Promise<ErasedNames> {
  const name = erasureKeyName(code)
  if (!(await listKeys(home)).some((key) => key.name === name)) throw lostKeys([name])
  return new ErasedNames(await loadKey(home, name))
}
