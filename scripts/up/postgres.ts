import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { type Child, startChild } from './child.ts'
import { type PostgresPlace, knownDataFolder, postgresPlace } from './postgres-place.ts'
import { processIs } from './process-alive.ts'
import { Refusal } from './refusal.ts'

const NAME = 'openpoints'

export interface Database {
  child: Child
  url: string
}

export interface PostgresParameters {
  home: string
  port: number
  /** Further settings of the server, as `name=value`. */
  settings?: readonly string[]
}

/** An eighth of the machine's memory, used as far as the books need it. */
const BUFFERS_MIB = Math.min(4_096, Math.max(128, Math.floor(totalmem() / 2 ** 20 / 8)))

/**
 * Orders touch pages all over large books. Each page goes whole into the log the first time after a checkpoint, so there are few of
 * them. Packing the pages (`wal_compression`) would double what an order costs the processor. docs/operations.md says more.
 */
const FOR_BUSY_BOOKS = [`shared_buffers=${BUFFERS_MIB}MB`, ...['max_wal_size=4GB', 'checkpoint_timeout=15min']]

/** Starts the embedded PostgreSQL of a data folder, making it on the very first start, and waits until it answers. */
export async function startPostgres({ home, port, settings = [] }: PostgresParameters): Promise<Database> {
  const place = await postgresPlace(home)
  const logFile = join(home, 'logs', 'postgres.log')
  await mkdir(dirname(logFile), { recursive: true })
  const password = await passwordOf(home)
  if (!existsSync(join(place.data, 'PG_VERSION'))) await createCluster(place, password)
  const fixed = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=100', ...FOR_BUSY_BOOKS]
  const child = await startChild({
    command: join(place.bin, 'postgres'),
    args: ['-D', place.data, '-p', String(port), ...[...fixed, ...settings].flatMap((setting) => ['-c', setting])],
    logFile,
    cwd: '/',
    env: { LC_ALL: 'C', TZ: 'UTC', PATH: process.env.PATH },
    uid: place.user?.uid,
    gid: place.user?.gid,
  })
  const url = (database: string): string => `postgres://${NAME}:${password}@127.0.0.1:${port}/${database}`
  await untilReady(child, url('postgres'), logFile)
  return { child, url: url(NAME) }
}

async function passwordOf(home: string): Promise<string> {
  const path = join(home, 'postgres.password')
  if (!existsSync(path)) await writeFile(path, randomBytes(18).toString('base64url'), { mode: 0o600 })
  return await readFile(path, 'utf8')
}

async function createCluster({ bin, data, user }: PostgresPlace, password: string): Promise<void> {
  // A first start that was killed half-way leaves a folder without PG_VERSION; initdb wants an empty one.
  await rm(data, { recursive: true, force: true })
  await mkdir(data, { recursive: true, mode: 0o700 })
  if (user) await chown(data, user.uid, user.gid)
  const who = user ? { uid: user.uid, gid: user.gid } : {}
  // initdb insists on an empty folder, so the password travels in a file beside it that only the server's user reads.
  const passwordFile = `${data}.secret`
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (user) await chown(passwordFile, user.uid, user.gid)
  const flags = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-instructions', '--no-sync']
  const args = ['-D', data, '-U', NAME, `--pwfile=${passwordFile}`, ...flags]
  const result = spawnSync(join(bin, 'initdb'), args, { ...who, cwd: '/', encoding: 'utf8', env: { LC_ALL: 'C' } })
  await rm(passwordFile, { force: true })
  if (result.status !== 0) {
    await rm(join(data, 'PG_VERSION'), { force: true })
    throw new Refusal(`The database could not be created in ${data}: ${(result.stderr || String(result.error)).trim()}`)
  }
}

/** A server left over from a supervisor that was killed still holds the data: it is asked to end first. */
export async function endLostServer(home: string): Promise<void> {
  const data = await knownDataFolder(home)
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number(text.split('\n')[0])
  if (!(pid > 0) || !(await processIs(pid, data))) return
  process.kill(pid, 'SIGINT')
  for (let waited = 0; waited < 100 && (await processIs(pid, data)); waited += 1) await sleep(100)
}

async function untilReady(child: Child, url: string, logFile: string): Promise<void> {
  let end: string | undefined
  void child.ended.then((how) => (end = how))
  const sql = postgres(url, { max: 1, connect_timeout: 3, idle_timeout: 1, onnotice: () => undefined })
  try {
    for (let waited = 0; waited < 300; waited += 1) {
      if (end !== undefined) throw new Refusal(`PostgreSQL ${end} while starting; ${logFile} says why.`)
      const found = await sql<{ n: number }[]>`select 1 as n from pg_database where datname = ${NAME}`.catch(
        () => undefined,
      )
      if (found) {
        if (found.length === 0) await sql.unsafe(`create database ${NAME}`)
        return
      }
      await sleep(100)
    }
    await child.stop('SIGINT', 5_000)
    throw new Refusal(`PostgreSQL did not answer within 30 s; ${logFile} says why.`)
  } finally {
    await sql.end({ timeout: 1 })
  }
}
