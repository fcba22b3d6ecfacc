import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { removeDatabase } from '../../scripts/up/postgres-place.ts'
import { startPostgres } from '../../scripts/up/postgres.ts'
import { freePort } from '../../test/services/cli-network.ts'
import type { Cluster } from '../../test/services/database-cluster.ts'
import { quickFolder } from '../../test/services/quick-folder.ts'

/** A database server that can be stopped at once, as if its machine had, and started again on the same data. */
export type BreakableCluster = Cluster & {
  /** Ends every connection and the server without a checkpoint, then starts it again. */
  restart: () => Promise<void>
  stopNow: () => Promise<void>
  startAgain: () => Promise<void>
}

/** One that is thrown away waits for no disk: it is about what is said of a database, not about how fast one is. */
export async function startBreakableCluster({ throwAway }: { throwAway: boolean }): Promise<BreakableCluster> {
  const home = throwAway ? await quickFolder('points-pg-') : await mkdtemp(join(tmpdir(), 'points-pg-'))
  const settings = throwAway ? ['fsync=off'] : []
  const port = await freePort()
  const start = () => startPostgres({ home, port, settings })
  let { child, url } = await start()
  const base = url.slice(0, url.lastIndexOf('/') + 1)
  const endWithUs = (): unknown => process.kill(child.pid, 'SIGINT')
  process.once('exit', endWithUs)
  const stopNow = () => child.stop('SIGQUIT', 10_000)
  const startAgain = async () => {
    ;({ child, url } = await start())
  }
  return {
    create: async ({ copyOf } = {}) => {
      const name = `books_${randomBytes(6).toString('hex')}`
      const template = copyOf ? ` template ${new URL(copyOf).pathname.slice(1)}` : ''
      const admin = postgres(url, { max: 1, onnotice: () => undefined })
      await admin.unsafe(`create database ${name}${template}`)
      await admin.end({ timeout: 1 })
      return base + name
    },
    stopNow,
    startAgain,
    restart: async () => {
      await stopNow()
      await startAgain()
    },
    stop: async () => {
      process.off('exit', endWithUs)
      await child.stop('SIGINT', 10_000)
      await removeDatabase(home)
      await rm(home, { recursive: true, force: true })
    },
  }
}
