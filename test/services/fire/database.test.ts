import { strict as assert } from 'node:assert'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Replica } from '../../../bench/acceptance/replica.ts'
import { signDelivery } from '../../../bench/acceptance/sign-delivery.ts'
import { readNetwork, writeNetwork } from '../../../chain/network.ts'
import { freePort } from '../cli-network.ts'
import {
  alertsOf,
  balanceOf,
  deliver,
  type FireStage,
  inboxOf,
  openShop,
  post,
  query,
  refundOf,
  saleOf,
  serve,
  type Serving,
  startFireStage,
  supplyOf,
  until,
} from './fire-stage.ts'

/** 20 by `npm run test:long -- fire`. */
const RESTARTS = Number(process.env['POINTS_DATABASE_RESTARTS'] ?? 2)
/** The driver (postgres 3.4.9) now and then writes to a connection that is gone, which ends a process; it is started again. */
const OF_THE_DRIVER = /reading 'write'\)\s+at Immediate\.nextWrite \([^)]+\/postgres\/src\/connection\.js/g
/** First half of the name of the lock that elects a brand's worker. */
const WORKER_LOCK = 7_016_945

describe('what befalls the database', function () {
  this.timeout(RESTARTS * 30_000 + 120_000)
  let stage: FireStage
  before(async () => {
    stage = await startFireStage()
  })
  after(() => stage?.stop())

  const serving = async (work: (service: Serving) => Promise<void>): Promise<void> => {
    const service = await serve(stage)
    try {
      await work(service)
    } finally {
      await service.stop()
    }
  }

  it(`stopped at once ${RESTARTS} times, it loses nothing that was answered with 200, and ends no service of ours`, async () => {
    await openShop(stage, 'restart-cafe')
    const { home } = stage.network
    const logFile = join(home, 'restarts.log')
    const replica = new Replica({ home, databaseUrl: stage.databaseUrl, port: await freePort(), logFile })
    replica.start()
    try {
      await replica.untilUp()
      for (let round = 0; round < RESTARTS; round += 1) {
        const sales = Array.from({ length: 10 }, (_, i) => saleOf('restart-cafe', i))
        const stopped = stage.cluster.restart()
        for (const sale of sales) await until(() => deliver(stage, replica, sale).catch(() => 0), 200, 30)
        await stopped
      }
      await until(() => supplyOf(stage, 'restart-cafe'), BigInt(RESTARTS) * 10_000n, 60)
      const said = await readFile(logFile, 'utf8')
      assert.equal(replica.ended, [...said.matchAll(OF_THE_DRIVER)].length, said.slice(-3_000))
    } finally {
      await replica.stop('SIGKILL')
    }
  })

  it('full, it answers no 200 and mints nothing; with room again all goes on', async () => {
    await openShop(stage, 'full-cafe')
    await serving(async (service) => {
      assert.equal(await deliver(stage, service, saleOf('full-cafe', 1)), 200)
      await until(() => supplyOf(stage, 'full-cafe'), 1_000n)
      await fill('inbox')
      const sale = saleOf('full-cafe', 2)
      assert.ok((await deliver(stage, service, sale)) >= 500)
      await empty('inbox')
      await fill('batches')
      assert.equal(await deliver(stage, service, sale), 200)
      await until(async () => service.logged.some((line) => line.includes('could not extend file')), true)
      assert.equal(await supplyOf(stage, 'full-cafe'), 1_000n)
      await empty('batches')
      await until(() => supplyOf(stage, 'full-cafe'), 2_000n, 40)
    })
  })

  it('has one worker per brand, and another takes over when it ends', async () => {
    await openShop(stage, 'twin-cafe')
    const [one, other] = [await serve(stage), await serve(stage)]
    try {
      const brandId = stage.brandIds.get('twin-cafe') ?? 0
      const holders = () =>
        query<{ pid: number }>(
          stage,
          (sql) => sql`
            select pid from pg_locks where locktype = 'advisory' and granted and classid = ${WORKER_LOCK} and objid = ${brandId}
              and database = (select oid from pg_database where datname = current_database())`,
        )
      assert.equal(await deliver(stage, other, saleOf('twin-cafe', 1)), 200)
      await until(() => supplyOf(stage, 'twin-cafe'), 1_000n)
      const [first, ...more] = await holders()
      assert.ok(first && more.length === 0)
      // As if the process that holds it had died.
      await query(stage, (sql) => sql`select pg_terminate_backend(${first.pid})`)
      assert.equal(await deliver(stage, one, saleOf('twin-cafe', 2)), 200)
      await until(() => supplyOf(stage, 'twin-cafe'), 2_000n)
      await one.stop()
      assert.equal(await deliver(stage, other, saleOf('twin-cafe', 3)), 200)
      await until(() => supplyOf(stage, 'twin-cafe'), 3_000n)
      assert.equal((await holders()).length, 1)
    } finally {
      await Promise.all([one.stop(), other.stop()])
    }
  })

  it('restored from yesterday, it mints nothing until it was recovered, and then nothing twice', async () => {
    await openShop(stage, 'backup-cafe')
    const sales = Array.from({ length: 4 }, (_, i) => saleOf('backup-cafe', i, '20.00'))
    const refund = refundOf(sales[0]!, '5.00')
    await serving(async (service) => {
      for (const sale of sales.slice(0, 2)) assert.equal(await deliver(stage, service, sale), 200)
      await until(() => supplyOf(stage, 'backup-cafe'), 4_000n)
    })
    const backup = await stage.cluster.create({ copyOf: stage.databaseUrl })
    await serving(async (service) => {
      for (const sale of sales.slice(2)) assert.equal(await deliver(stage, service, sale), 200)
      await until(() => supplyOf(stage, 'backup-cafe'), 8_000n)
      assert.equal(await deliver(stage, service, refund), 200)
      await until(() => supplyOf(stage, 'backup-cafe'), 7_500n)
    })
    const known = await readNetwork(stage.network.home)
    await writeNetwork(stage.network.home, { ...known!, databaseUrl: backup })
    const restored = { ...stage, databaseUrl: backup }
    const fresh = saleOf('backup-cafe', 9)
    await serving(async (service) => {
      assert.equal(await deliver(stage, service, fresh), 200)
      await until(async () => (await alertsOf(restored, 'backup-cafe')).includes('booksBehind'), true)
      assert.equal(await supplyOf(stage, 'backup-cafe'), 7_500n)
    })
    await stage.network.json('recover', '--brand', 'backup-cafe')
    await serving(async (service) => {
      await until(() => supplyOf(stage, 'backup-cafe'), 8_500n, 40)
      // Whatever the shop sends again is known.
      for (const line of [...sales, refund]) assert.equal(await deliver(stage, service, line), 200)
      await until(
        async () => (await inboxOf(restored, 'backup-cafe')).every(({ status }) => status === 'processed'),
        true,
      )
      assert.equal(await supplyOf(stage, 'backup-cafe'), 8_500n)
      assert.equal(await balanceOf(stage, 'backup-cafe', 0), 1_500n)
    })
    await writeNetwork(stage.network.home, known!)
  })

  it("believes no signature of another day, whichever way this machine's clock jumps", async () => {
    await openShop(stage, 'clock-cafe')
    await serving(async (service) => {
      const secret = stage.secrets.get('clock-cafe') ?? ''
      for (const days of [-1, 1]) {
        const sentAt = new Date(Date.now() + days * 86_400_000)
        const delivery = signDelivery(saleOf('clock-cafe', 1), secret, sentAt)
        assert.equal(await post(service.url, 'clock-cafe', delivery), 400)
      }
      assert.deepEqual(await inboxOf(stage, 'clock-cafe'), [])
    })
  })

  /** Lets every insert fail as PostgreSQL does on a full disk. */
  const fill = (table: string) =>
    query(
      stage,
      (sql) =>
        sql.unsafe(`
        create or replace function disk_full() returns trigger language plpgsql as $$
        begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$;
        create trigger disk_full before insert on ${table} for each row execute function disk_full();`) as never,
    )

  const empty = (table: string) => query(stage, (sql) => sql.unsafe(`drop trigger disk_full on ${table}`) as never)
})
