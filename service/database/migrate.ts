import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { DatabaseError } from './database-error.ts'
import type { Database } from './open-database.ts'

const FOLDER = fileURLToPath(new URL('migrations/', import.meta.url))

/** Any number, the same in every process: only one of them migrates at a time. */
const MIGRATION_LOCK = 7_016_943_001n

/** Applies what is missing of `migrations/*.sql`, all in one transaction. */
export async function migrate(database: Database): Promise<void> {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).toSorted()
  await database.begin(async (transaction) => {
    await transaction`select pg_advisory_xact_lock(${MIGRATION_LOCK})`
    await transaction`create table if not exists migrations (name text primary key, applied_at timestamptz default now())`
    const applied = new Set((await transaction`select name from migrations`).map((row) => row['name'] as string))
    const unknown = [...applied].filter((name) => !files.includes(name))
    if (unknown.length > 0) {
      throw new DatabaseError(`This database was used by a newer version (${unknown.join(', ')}). Update the program.`)
    }
    for (const name of files.filter((file) => !applied.has(file))) {
      await transaction.unsafe(await readFile(FOLDER + name, 'utf8'))
      await transaction`insert into migrations (name) values (${name})`
    }
  })
}
