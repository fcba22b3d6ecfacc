import type { Transaction } from '../database/open-database.ts'
import { copyLines, isJsonKind, writeRowsText } from '../import/book-rows.ts'
import { isLedgerKind, replayLedgerRows } from '../ledger/ledger-tables.ts'
import type { Minter } from '../import/minter.ts'
import { type JournalEntry, journalPath, readJournal } from '../import/plan-journal.ts'

/**
 * Writes the rows of an import again, as they were committed. A journal that does not follow on what the database has
 * (its orders were planned on other books) is left alone; its batches are then linked from the archive.
 */
export async function replayRun(minter: Minter, run: number): Promise<boolean> {
  const path = journalPath(minter.home, minter.code, run)
  try {
    await minter.database.begin(async (sql) => {
      for await (const entry of readJournal(path)) await replayEntry(sql, minter.brandId, entry)
    })
    return true
  } catch (error) {
    const conflict = (error as { code?: string }).code?.startsWith('23') ?? false
    if (conflict) return false
    throw error
  }
}

async function replayEntry(sql: Transaction, brandId: number, { kind, rows }: JournalEntry): Promise<void> {
  if (kind === 'syncedTo' || kind === 'reversals') return
  if (kind === 'lines') return copyLines(sql, rows as string)
  if (isLedgerKind(kind)) return replayLedgerRows(sql, kind, rows as string)
  if (isJsonKind(kind)) return writeRowsText(sql, { brandId, kind, rows: JSON.stringify(rows) })
  if (kind === 'run') {
    // Journals of runs from before there were shops do not say that theirs was a file.
    const text = JSON.stringify((rows as object[]).map((row) => ({ kind: 'file', ...row })))
    await sql`insert into import_runs select * from json_populate_recordset(null::import_runs, ${text}::text::json)`
  } else {
    const text = JSON.stringify(rows)
    await sql`insert into transactions select * from json_populate_recordset(null::transactions, ${text}::text::json)`
  }
}
