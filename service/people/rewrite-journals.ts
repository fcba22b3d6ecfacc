import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { journalPath, listJournals } from '../import/plan-journal.ts'
import { ErasedRows } from './erased-rows.ts'
import type { FileErasure, FileErasures } from './rewrite-archive.ts'

export type JournalErasure = FileErasure & {
  /** What the database knows. */
  member: number | null
  /** Of a shop's redaction: hashes of the numbers the shop has for the customer. */
  hashes: readonly string[]
  /** What stands for their account; undefined: it stays, since points are still going there. */
  account?: string | null | undefined
}

export type JournalErasures = FileErasures<JournalErasure> & {
  all: readonly JournalErasure[]
  /** Orders of all of them. */
  orders: readonly { number: number; provider: string; shop: string }[]
  /** Names that their refunds and payments get. */
  facts: ReadonlySet<string>
}

/**
 * Takes a person out of the journals of all runs, from which a restored database is brought up to date. Gives how many were
 * written anew.
 */
export async function rewriteJournals(home: string, code: string, erasures: JournalErasures): Promise<number> {
  const rows = new ErasedRows(erasures)
  const rewritten = new Set<number>()
  const rewriteAll = async () => {
    for (const run of await listJournals(home, code))
      if (await rewriteJournal(journalPath(home, code, run), rows)) rewritten.add(run)
  }
  await rewriteAll()
  if (rows.hasMissed) await rewriteAll()
  return rewritten.size
}

/** What is left of a line of a journal. */
export type Without = { lineWithout: (line: string) => string }

/** Through a file beside it; gives whether anything changed. */
export async function rewriteJournal(path: string, rows: Without): Promise<boolean> {
  const beside = `${path}.erasing`
  const gzip = createGzip({ level: 1 })
  const written = finished(gzip.pipe(createWriteStream(beside, { mode: 0o600 })))
  let changed = false
  try {
    for await (const line of createInterface({
      input: createReadStream(path).pipe(createGunzip()),
      crlfDelay: Infinity,
    })) {
      const without = rows.lineWithout(line)
      changed ||= without !== line
      if (!gzip.write(`${without}\n`)) await new Promise<void>((resolve) => gzip.once('drain', () => resolve()))
    }
  } finally {
    gzip.end()
    await written
  }
  if (!changed) {
    await rm(beside, { force: true })
    return false
  }
  const file = await open(beside, 'r+')
  await file.sync().finally(() => file.close())
  await rename(beside, path)
  return true
}
