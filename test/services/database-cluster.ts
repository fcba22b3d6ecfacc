import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { removeDatabase } from '../../scripts/up/postgres-place.ts'
import { startPostgres } from '../../scripts/up/postgres.ts'

export type Cluster = {
  /** Makes an empty database, or a copy of another one; returns its URL. */
  create: (options?: { copyOf?: string }) => Promise<string>
  stop: () => Promise<void>
}

/** Starts a throw-away PostgreSQL server on a free port. */
export async function startCluster(): Promise<Cluster> {
  const home = await mkdtemp(join(tmpdir(), 'points-pg-'))
  const { child, url } = await startPostgres({ home, port: await freePort(), settings: ['fsync=off'] })
  const base = url.slice(0, url.lastIndexOf('/') + 1)
  const endWithTests = (): unknown => process.kill(child.pid, 'SIGINT')
  process.once('exit', endWithTests)
  const admin = postgres(url, { max: 1, onnotice: () => undefined })

  return {
    create: async ({ copyOf } = {}) => {
      const name = `books_${randomBytes(6).toString('hex')}`
      const template = copyOf ? ` template ${new URL(copyOf).pathname.slice(1)}` : ''
      await admin.unsafe(`create database ${name}${template}`)
      return base + name
    },
    stop: async () => {
      await admin.end({ timeout: 1 })
      process.off('exit', endWithTests)
      await child.stop('SIGINT', 10_000)
      await removeDatabase(home)
      await rm(home, { recursive: true, force: true })
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
