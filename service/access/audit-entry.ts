import { createHash } from 'node:crypto'
import type { Role } from './actor.ts'

/** Plain facts, so that they read the same after the database had them. Amounts are decimal strings. */
export type Detail = { [name: string]: string | number | boolean | null | readonly string[] }

export type AuditEntry = {
  brandId: number
  sequence: bigint
  at: Date
  actor: string
  role: Role | null
  act: string
  subject: string
  detail: Detail
  /** Hash of the entry before. */
  previous: string
}

/** What stands before a brand's first entry. */
export const NOTHING_BEFORE = '0'.repeat(64)

/** SHA-256 of an entry as canonical JSON: names in order, no blanks, times in UTC with milliseconds. */
export function hashOfEntry({
  brandId,
  sequence,
  at,
  actor,
  role,
  act,
  subject,
  detail,
  previous,
}: AuditEntry): string {
  const rest = { actor, role, act, subject, detail, previous }
  const plain = { ...rest, brand: brandId, sequence: sequence.toString(), at: at.toISOString() }
  return createHash('sha256').update(canonicalJson(plain)).digest('hex')
}

type Plain = string | number | boolean | null | readonly Plain[] | { [name: string]: Plain }

/** One spelling of a value. Numbers are whole, which all programs write alike. */
export function canonicalJson(value: Plain): string {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new Error(`${value} is no whole number.`)
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  const names = Object.keys(value).toSorted()
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name] ?? null)}`).join(',')}}`
}

const isList = (value: object): value is readonly Plain[] => Array.isArray(value)
