import type { Transaction } from '../database/open-database.ts'
import { plainJson, plainText } from '../database/plain-text.ts'
import { type Actor, nameOfActor, roleOfActor } from './actor.ts'
import type { Act } from './acts.ts'
import { type AuditEntry, type Detail, hashOfEntry, NOTHING_BEFORE } from './audit-entry.ts'

/** First half of the advisory lock's name; the second is the brand. */
const AUDIT_LOCK = 7_016_947

export type RecordedAct = {
  brandId: number
  actor: Actor
  act: Act
  /** A number, or a keyed hash. */
  subject?: string | number
  /** Nothing personal, and no secret. */
  detail?: Detail
  at: Date
}

/**
 * Adds an act to the brand's audit log. Call it last in the transaction of the act itself, so that both are there or neither:
 * from here to its end no other act of the brand can be recorded.
 */
export async function recordAct(
  sql: Transaction,
  { brandId, actor, act, subject = '', detail = {}, at }: RecordedAct,
): Promise<{ sequence: bigint; hash: string }> {
  await sql`select pg_advisory_xact_lock(${AUDIT_LOCK}, ${brandId})`
  const [last] = await sql<{ sequence: bigint; hash: string }[]>`
    select sequence, hash from audit_log where brand_id = ${brandId} order by sequence desc limit 1`
  const entry: AuditEntry = {
    brandId,
    sequence: (last?.sequence ?? 0n) + 1n,
    at,
    actor: nameOfActor(actor),
    role: roleOfActor(actor),
    act,
    subject: plainText(String(subject).toWellFormed()),
    detail: JSON.parse(plainJson(detail)) as Detail,
    previous: last?.hash ?? NOTHING_BEFORE,
  }
  const hash = hashOfEntry(entry)
  await sql`
    insert into audit_log (brand_id, sequence, at, actor, role, act, subject, detail, previous, hash)
    values (${brandId}, ${entry.sequence}, ${at.toISOString()}, ${entry.actor}, ${entry.role}, ${act}, ${entry.subject},
      ${JSON.stringify(entry.detail)}::text::jsonb, ${entry.previous}, ${hash})`
  return { sequence: entry.sequence, hash }
}
