import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { KeyError } from './key-error.ts'

/** What is sealed by a member's own key begins with this; 1 is what a brand's key sealed. */
export const SEALED_FOR_MEMBER = 2

const IV = 12
const TAG = 16
const KEY_BYTES = 32

/** A member's own key. What it sealed opens with it alone: without it nobody can, whatever copy they have. */
export type MemberKey = { bytes: Buffer }

export const newMemberKey = (): MemberKey => ({ bytes: randomBytes(KEY_BYTES) })

/** Seals for a member; opens only with the same `context`, which says where it belongs. */
export function sealForMember({ bytes }: MemberKey, context: string, plain: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(SEALED_FOR_MEMBER), encrypt(bytes, context, plain)])
}

export function openForMember({ bytes }: MemberKey, context: string, sealed: Uint8Array): Buffer {
  if (sealed[0] !== SEALED_FOR_MEMBER) throw doesNotOpen('It was not sealed for a member.')
  return decrypt(bytes, context, Buffer.from(sealed).subarray(1))
}

/** A member's key as the database keeps it: under what a master key wraps with, and good for this member alone. */
export function wrapMemberKey(wrapping: KeyObject, context: string, { bytes }: MemberKey): Buffer {
  return encrypt(wrapping, context, bytes)
}

export function unwrapMemberKey(wrapping: KeyObject, context: string, wrapped: Uint8Array): MemberKey {
  return { bytes: decrypt(wrapping, context, Buffer.from(wrapped)) }
}

/** Tells master keys apart without telling them. */
export const proofOfMaster = (master: Buffer): string =>
  createHash('sha256').update('openpoints master key').update(master).digest('hex')

/** What a master key wraps with: as a key object, which Node else makes of bytes at every use. */
export function wrappingKeyOf(master: Buffer): KeyObject {
  const bytes = Buffer.from(hkdfSync('sha256', master, 'openpoints', 'wrap members keys', KEY_BYTES))
  const key = createSecretKey(bytes)
  bytes.fill(0)
  return key
}

function encrypt(key: Buffer | KeyObject, context: string, plain: Uint8Array): Buffer {
  const iv = randomBytes(IV)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context))
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function decrypt(key: Buffer | KeyObject, context: string, bytes: Buffer): Buffer {
  if (bytes.length < IV + TAG) throw doesNotOpen('It is too short.')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV))
  decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(-TAG))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(IV, -TAG)), decipher.final()])
  } catch (cause) {
    throw doesNotOpen(cause)
  }
}

function doesNotOpen(cause: unknown): KeyError {
  const sentence =
    "What is kept of a member does not open. Restore the master keys from a backup of the data folder's keys."
  return new KeyError(sentence, { cause })
}
