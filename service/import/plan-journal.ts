import { createReadStream, createWriteStream } from 'node:fs'
import { access, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import { createGunzip, createGzip, type Gzip } from 'node:zlib'
import type { RowJournal, RowKind } from './book-rows.ts'
import { ImportError } from './import-error.ts'

/**
 * Every row an import writes is also kept in a file, so that a database restored from a backup can be brought up to what
 * the chain already took. The file gets its final name only after the rows are committed.
 */
export class PlanJournal {
  readonly #path: string
  readonly #gzip: Gzip
  readonly #written: Promise<void>

  private constructor(path: string) {
    this.#path = path
    this.#gzip = createGzip({ level: 1 })
    const file = createWriteStream(path, { mode: 0o600 })
    this.#gzip.pipe(file)
    this.#written = finished(file)
    this.#written.catch(() => undefined)
  }

  /** Refused where there is one of that number: the run it is of is not in this database any more. */
  static async start(path: string): Promise<PlanJournal> {
    if (await exists(path)) throw takenError(path)
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    return new PlanJournal(`${path}.new`)
  }

  readonly write: RowJournal = (kind, rows) => {
    this.#gzip.write(`{"kind":"${kind}","rows":${rows}}\n`)
  }

  /** The first entry: the last block whose events the rows take into account. */
  writeSyncedTo(block: bigint): void {
    this.#gzip.write(`{"kind":"syncedTo","rows":"${block}"}\n`)
  }

  /** The second one: what the books knew of the chain's last blocks, which it may have replaced since. */
  writeReversals(rows: string): void {
    this.#gzip.write(`{"kind":"reversals","rows":${rows}}\n`)
  }

  /** Waits until all is on the disk. */
  async finish(): Promise<void> {
    this.#gzip.end()
    await this.#written
    const file = await open(this.#path, 'r+')
    await file.sync().finally(() => file.close())
  }

  async discard(): Promise<void> {
    this.#gzip.end()
    await this.#written
    await rm(this.#path, { force: true })
  }
}

const journalFolder = (home: string, code: string) => join(home, 'receipts', code, 'runs')

export const journalPath = (home: string, code: string, run: number) =>
  join(journalFolder(home, code), `${run}.jsonl.gz`)

/** Gives the journal of a committed run its final name; harmless where it has it already. Another run's is never replaced. */
export async function keepJournal(path: string): Promise<void> {
  if (!(await exists(`${path}.new`))) return
  if (await exists(path)) throw takenError(path)
  await rename(`${path}.new`, path)
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

function takenError(path: string): ImportError {
  return new ImportError(
    'JournalAhead',
    `${path} is of a run that this database does not know: the database is older. ` +
      'Nothing more is planned. Run `points recover` for this brand.',
  )
}

/** Numbers of the runs whose journals are kept, ascending. */
export async function listJournals(home: string, code: string): Promise<number[]> {
  const files = await readdir(journalFolder(home, code)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const runs = files.flatMap((file) => /^(\d+)\.jsonl\.gz$/.exec(file)?.[1] ?? [])
  return runs.map(Number).toSorted((a, b) => a - b)
}

export type JournalEntry = { kind: RowKind | 'syncedTo' | 'reversals'; rows: unknown }

/** Reads a journal back, entry by entry. */
export async function* readJournal(path: string): AsyncGenerator<JournalEntry> {
  const lines = createInterface({ input: createReadStream(path).pipe(createGunzip()), crlfDelay: Infinity })
  for await (const line of lines) yield JSON.parse(line) as JournalEntry
}
