import { createHash, randomBytes } from 'node:crypto'
import type { ShopMode } from '../intake/shop.ts'

/** A till as its key tells it: everything it does is bound to this brand and location. */
export type Device = {
  brandId: number
  /** The brand's code. */
  brand: string
  number: number
  name: string
  location: string
  mode: ShopMode
  createdAt: Date
  revokedAt: Date | null
}

const KEY = /^till_[A-Za-z0-9_-]{43}$/

export const newDeviceKey = (): string => `till_${randomBytes(32).toString('base64url')}`

/** What is stored of a key; undefined where the text is none. */
export function hashOfKey(key: string): string | undefined {
  return KEY.test(key) ? createHash('sha256').update(key).digest('hex') : undefined
}

/** Tills of a brand are one shop of the books, so that goods can be returned anywhere. Those for trying are another. */
export const accountOfTills = (mode: ShopMode): string => (mode === 'live' ? 'till' : 'till-test')
