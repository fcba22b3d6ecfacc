import { createHash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { KeyRole } from './actor.ts'

/**
 * A key as it is shown once: what it is for, 256 random bits, and a checksum. Programs that look for secrets in other people's
 * files find it by this shape; what was mistyped is known without asking the database.
 */
export const ACCESS_KEY = /openpoints_(?:owner|manager|auditor|machine)_[A-Za-z0-9_-]{43}_[0-9a-f]{8}/

const WHOLE = new RegExp(`^${ACCESS_KEY.source}$`)

export function newAccessKey(role: KeyRole): string {
  const start = `openpoints_${role}_${randomBytes(32).toString('base64url')}`
  return `${start}_${checksum(start)}`
}

/** What is stored of a key; undefined where the text is none. */
export function hashOfAccessKey(key: string): string | undefined {
  if (!WHOLE.test(key) || checksum(key.slice(0, -9)) !== key.slice(-8)) return undefined
  return createHash('sha256').update(key).digest('hex')
}

const checksum = (text: string): string => crc32(text).toString(16).padStart(8, '0')
