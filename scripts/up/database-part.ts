import postgres from 'postgres'
import { openDatabase } from '../../service/database/open-database.ts'
import type { Part } from './part.ts'
import { startPostgres } from './postgres.ts'
import { Refusal } from './refusal.ts'

export interface DatabaseParameters {
  home: string
  port: number
  databaseUrl: string | undefined
}

/** The database, its tables brought up to date: embedded, or the one DATABASE_URL names. */
export async function databasePart({ home, port, databaseUrl }: DatabaseParameters): Promise<Part & { url: string }> {
  if (databaseUrl !== undefined) {
    const { version } = await probe(databaseUrl)
    await upgrade(databaseUrl)
    return {
      what: 'database',
      where: `${hostOf(databaseUrl)} (PostgreSQL ${version})`,
      url: databaseUrl,
      check: () => check(databaseUrl),
    }
  }
  const first = await startPostgres({ home, port })
  const again = async () => (await startPostgres({ home, port })).child
  const { url } = first
  const where = `127.0.0.1:${port} (PostgreSQL ${(await probe(url)).version})`
  await upgrade(url)
  return { what: 'database', where, url, kept: { first: first.child, again, stop: 'SIGINT' }, check: () => check(url) }
}

interface Answer {
  version: string
  size: string
}

async function probe(url: string): Promise<Answer> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => undefined })
  try {
    const [row] = await sql<Answer[]>`
      select split_part(current_setting('server_version'), ' ', 1) as version,
             pg_size_pretty(pg_database_size(current_database())) as size`
    if (!row) throw new Error('it answers nothing')
    return row
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause)
    throw new Refusal(`The database at ${hostOf(url)} cannot be used: ${said}. Check DATABASE_URL.`, { cause })
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** Large books take minutes to upgrade; a service that did it while it starts would be given up for dead. */
async function upgrade(url: string): Promise<void> {
  const database = await openDatabase(url, { connections: 1 })
  await database.end({ timeout: 5 })
}

const check = async (url: string): Promise<string> => (await probe(url)).size

/** Host and port alone: the address holds a password. */
function hostOf(url: string): string {
  const { hostname, port, pathname } = new URL(url)
  return `${hostname}${port ? `:${port}` : ''}${pathname}`
}
