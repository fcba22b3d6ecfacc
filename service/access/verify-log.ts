import type { Database, Transaction } from '../database/open-database.ts'
import { hashOfEntry, NOTHING_BEFORE } from './audit-entry.ts'
import type { LoggedEntry } from './read-log.ts'

/** What is wrong with the first entry that is not as it was written. */
export type Break = { sequence: bigint; problem: 'missing' | 'changed' | 'notLinked' | 'notAsKept' }

export type Verified = {
  entries: bigint
  /** `number:hash` of the newest entry; null where nothing was recorded. */
  head: string | null
  broken: Break | null
}

/** An entry's number and hash as somebody kept them. */
export type Head = { sequence: bigint; hash: string }

const AT_ONCE = 1_000

/**
 * Follows a brand's audit log from its first entry. What was changed, taken out, put in or moved breaks the chain where it was
 * done; what was cut off at the end is missed where a head that was kept elsewhere is given.
 */
export async function verifyLog(
  sql: Database | Transaction,
  { brandId, kept }: { brandId: number; kept?: Head | undefined },
): Promise<Verified> {
  let entries = 0n
  let previous = NOTHING_BEFORE
  const head = (): string | null => (entries === 0n ? null : `${entries}:${previous}`)
  for (;;) {
    const page = await readOn(sql, brandId, entries)
    for (const entry of page) {
      const problem = problemOf(entry, { sequence: entries + 1n, previous, kept })
      if (problem) {
        const sequence = problem === 'missing' ? entries + 1n : entry.sequence
        return { entries, head: head(), broken: { sequence, problem } }
      }
      entries = entry.sequence
      previous = entry.hash
    }
    if (page.length < AT_ONCE) break
  }
  const cut = kept !== undefined && kept.sequence > entries
  return { entries, head: head(), broken: cut ? { sequence: entries + 1n, problem: 'missing' } : null }
}

type Expected = { sequence: bigint; previous: string; kept: Head | undefined }

function problemOf(entry: LoggedEntry, { sequence, previous, kept }: Expected): Break['problem'] | undefined {
  if (entry.sequence !== sequence) return 'missing'
  if (entry.previous !== previous) return 'notLinked'
  if (hashOfEntry(entry) !== entry.hash) return 'changed'
  return kept?.sequence === sequence && kept.hash !== entry.hash ? 'notAsKept' : undefined
}

async function readOn(sql: Database | Transaction, brandId: number, after: bigint): Promise<LoggedEntry[]> {
  return sql<LoggedEntry[]>`
    select brand_id::int as "brandId", sequence, at, actor, role, act, subject, detail, previous, hash
    from audit_log where brand_id = ${brandId} and sequence > ${after.toString()}::bigint
    order by sequence limit ${AT_ONCE}`
}
