import { strict as assert } from 'node:assert'
import { constants, getPriority } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { GIVES_WAY, giveWay } from '../../service/database/give-way.ts'
import { type Database, openDatabase } from '../../service/database/open-database.ts'
import { type Cluster, startCluster } from './database-cluster.ts'

describe('connections that give way', () => {
  let cluster: Cluster
  let [answering, booking]: (Database | undefined)[] = []
  before(async function () {
    // Only on Linux has each of the server's processes a priority that others may lower.
    if (process.platform !== 'linux') this.skip()
    this.timeout(60_000)
    cluster = await startCluster()
    const url = await cluster.create()
    answering = await openDatabase(url)
    booking = await openDatabase(url, { name: GIVES_WAY })
  })
  after(async () => {
    await answering?.end()
    await booking?.end()
    await cluster?.stop()
  })

  const priorityOf = async (database: Database | undefined): Promise<number> => {
    const [row] = await database!`select pg_backend_pid() as pid`
    return getPriority(row?.['pid'] as number)
  }

  it('have a lower priority than those that answer, also where they are opened later', async () => {
    const usual = await priorityOf(answering)
    assert.equal(await priorityOf(booking), usual)
    const yielding = giveWay(booking!)
    try {
      // All of the pool at once: each asks on a connection of its own.
      const lowered = async (): Promise<boolean> => {
        const all = await Promise.all(
          Array.from({ length: 4 }, () =>
            booking!.begin(async (sql) => {
              const [row] = await sql`select pg_backend_pid() as pid, pg_sleep(0.05)`
              return getPriority(row?.['pid'] as number)
            }),
          ),
        )
        return all.every((priority) => priority === Math.max(usual, constants.priority.PRIORITY_BELOW_NORMAL))
      }
      for (let tries = 0; tries < 50 && !(await lowered()); tries += 1) await sleep(100)
      assert.equal(await lowered(), true)
      assert.equal(await priorityOf(answering), usual)
    } finally {
      await yielding.stop()
    }
  })
})
