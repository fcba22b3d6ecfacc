import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'

/** The read model's schema. What Ponder remembers of the chain itself lies in `ponder_sync` beside it. */
export const SCHEMA = 'indexer'

/** The database, over the one connection that holds the lock. */
export type Books = postgres.Sql

const LOCK = 7_460_019
const PATIENCE_MS = 10_000

/** Opens the database for one indexer alone: the lock ends with the process that holds it, however that ends. */
export async function openBooks(url: string): Promise<Books> {
  const sql = postgres(url, { max: 1, idle_timeout: 0, max_lifetime: null, onnotice: () => undefined })
  const deadline = Date.now() + PATIENCE_MS
  while (!(await holdLock(sql))) {
    if (Date.now() > deadline) {
      await sql.end({ timeout: 1 })
      throw new Error('Another indexer runs on this database. Stop that one first, or set DATABASE_URL to another.')
    }
    await sleep(200)
  }
  return sql
}

/** Takes the lock, or keeps it; it has to be taken again where the connection was lost meanwhile. */
export async function holdLock(sql: Books): Promise<boolean> {
  const [row] = await sql<{ held: boolean }[]>`
    select case when exists (
      select 1 from pg_locks where locktype = 'advisory' and objid = ${LOCK} and pid = pg_backend_pid() and granted
    ) then true else pg_try_advisory_lock(${LOCK}) end as held`
  return row?.held === true
}
