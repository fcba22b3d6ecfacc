import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import postgres from 'postgres'
import { startPostgres } from '../../scripts/up/postgres.ts'
import { openDatabase } from '../../service/database/open-database.ts'
import { freePort } from './cli-network.ts'
import { quickFolder } from './quick-folder.ts'

export type Cluster = {
  /** Makes a database with all its tables, one without any, or a copy of another one; returns its URL. */
  create: (options?: { copyOf?: string; empty?: boolean }) => Promise<string>
  /** Takes the databases away that were made, with whoever is still connected to them. */
  stop: () => Promise<void>
}

/** All tables and no row: copying it takes a fraction of what making every table again takes. */
const MIGRATED = 'migrated'

type Server = { admin: postgres.Sql; urlOf: (database: string) => string }

let running: Promise<Server> | undefined

/** Databases of a test's own, on a throw-away PostgreSQL server that all tests of this process share. */
export async function startCluster(): Promise<Cluster> {
  running ??= startServer()
  const { admin, urlOf } = await running
  const made: string[] = []
  return {
    create: async ({ copyOf, empty = false } = {}) => {
      const name = `books_${randomBytes(6).toString('hex')}`
      const template = copyOf ? new URL(copyOf).pathname.slice(1) : empty ? 'template1' : MIGRATED
      await admin.unsafe(`create database ${name} template ${template}`)
      made.push(name)
      return urlOf(name)
    },
    stop: async () => {
      for (const name of made.splice(0)) await admin.unsafe(`drop database if exists ${name} with (force)`)
    },
  }
}

/** Ends with this process: nothing else knows which test was the last. */
async function startServer(): Promise<Server> {
  const home = await quickFolder('points-pg-')
  const { child, url } = await startPostgres({ home, port: await freePort(), settings: ['fsync=off'] })
  process.once('exit', () => {
    process.kill(child.pid, 'SIGQUIT')
    rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
  })
  const admin = postgres(url, { max: 1, onnotice: () => undefined })
  const urlOf = (database: string): string => url.slice(0, url.lastIndexOf('/') + 1) + database
  await admin.unsafe(`create database ${MIGRATED}`)
  const migrated = await openDatabase(urlOf(MIGRATED))
  await migrated.end()
  return { admin, urlOf }
}
