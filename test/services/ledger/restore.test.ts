import { strict as assert } from 'node:assert'
import { readFile, rename } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { readToken } from '../../../chain/read.ts'
import { journalPath, keepJournal, listJournals, PlanJournal } from '../../../service/import/plan-journal.ts'
import { listAlerts } from '../../../service/intake/alerts.ts'
import { recoverBrand } from '../../../service/recover/recover-brand.ts'
import { ShopWorkers } from '../../../service/shop-worker/shop-workers.ts'
import { readWorkerRules } from '../../../service/shop-worker/worker-rules.ts'
import { type ImportFixture, newBrand, startImportFixture } from '../import-fixture.ts'
import { assertAgrees, booksOf } from './books-of.ts'
import { deliver, type Message, openShop, returned, sale, type TestShop, work } from './ledger-fixture.ts'

const ANN = { account: '0x00000000000000000000000000000000000c0001' } as const

const refusedAs = (code: string) => (error: unknown) => (error as { code?: string }).code === code

describe('books of shops restored from a backup', function () {
  this.timeout(120_000)
  let fixture: ImportFixture
  before(async () => {
    fixture = await startImportFixture()
  })
  after(() => fixture.stop())

  const bought = (order: string, amount: string): Message => sale(order, amount, { customer: ANN })

  /** Lives through `before`, is copied, lives on through `after`; gives the copy and what the books were. */
  const live = async (code: string, before: Message[], after: Message[][]) => {
    await newBrand(fixture, code)
    const first = await openShop(fixture, code)
    await deliver(first, before)
    await work(first)
    await first.minter.database.end()
    const yesterday = await fixture.cluster.create({ copyOf: first.minter.url })
    const today = await openShop(fixture, code, { url: first.minter.url, seed: 2 })
    for (const messages of after) {
      await deliver(today, messages)
      await work(today)
    }
    await assertAgrees(today)
    const { open: _open, ...books } = await booksOf(today)
    await today.minter.database.end()
    return { restored: await openShop(fixture, code, { url: yesterday, seed: 3 }), books }
  }

  it('from before a batch: nothing is minted twice, and recover brings them back', async () => {
    const later = [[bought('A-2', '20.00'), bought('A-3', '5.00')]]
    const { restored, books } = await live('batch-shop', [bought('A-1', '10.00')], later)
    // What came since is delivered again by the shop, before anybody knows that the books are old.
    await deliver(restored, later[0] ?? [])
    await assert.rejects(work(restored), refusedAs('ChainAhead'))
    const recovery = await recoverBrand(restored.minter)
    assert.deepEqual([recovery.runsReplayed, recovery.batchesLinked, recovery.unfinishedRuns], [1, 1, 1])
    await work(restored)
    const { open: _open, ...after } = await booksOf(restored)
    assert.deepEqual(after, books)
    await assertAgrees(restored)
    await restored.minter.database.end()
  })

  it('from before a reversal: it is not taken twice', async () => {
    const back = returned('R-1', 'A-1', { amount: '4.00' })
    const { restored, books } = await live('reverse-shop', [bought('A-1', '10.00')], [[back]])
    await deliver(restored, [back])
    await assert.rejects(work(restored), refusedAs('JournalAhead'))
    const recovery = await recoverBrand(restored.minter)
    assert.deepEqual([recovery.runsReplayed, recovery.reversals], [1, 1])
    await work(restored)
    const { open: _open, ...after } = await booksOf(restored)
    assert.deepEqual(after, books)
    await assertAgrees(restored)
    await restored.minter.database.end()
  })

  it('from before many runs: all of them are written again', async () => {
    const later = [
      [bought('A-2', '20.00'), returned('R-1', 'A-1', { amount: '4.00' })],
      [returned('R-2', 'A-2', { amount: '20.00' }), sale('B-1', '7.00', { customer: { email: 'bob@shop.test' } })],
      [
        sale('B-2', '9.00', { customer: { email: 'BOB@shop.test' } }),
        { type: 'sale.return_undone', data: { refund: 'R-1', order: 'A-1' } },
      ],
    ]
    const { restored, books } = await live('many-shop', [bought('A-1', '10.00')], later)
    const { runsReplayed } = await recoverBrand(restored.minter)
    assert.equal(runsReplayed, 3)
    await work(restored)
    const { open: _open, ...after } = await booksOf(restored)
    assert.deepEqual(after, books)
    await assertAgrees(restored)
    await restored.minter.database.end()
  })

  it('under a worker that goes on running: it stops and tells it, and goes on once they are recovered', async () => {
    const brandId = await newBrand(fixture, 'swapped-shop')
    const shop = await openShop(fixture, 'swapped-shop')
    const { database, url } = shop.minter
    await deliver(shop, [bought('A-1', '10.00')])
    await work(shop)
    await database.end()
    const yesterday = await fixture.cluster.create({ copyOf: url })
    const today = await openShop(fixture, 'swapped-shop', { url, seed: 2 })
    const workers = startWorkers(today)
    const held = () => readToken(fixture.client, brandId, 'balanceOf', [ANN.account])
    try {
      // A run that mints nothing: the chain has no more batches than the backup knows of.
      await deliver(today, [returned('R-1', 'A-1', { amount: '4.00' })])
      await until(async () => (await held()) === 600n && (await runsDone(today)) === 2)
      const { home, code } = today.minter
      const journal = await readFile(journalPath(home, code, 2))

      await swap(url, yesterday)
      await until(async () => (await runsDone(today)) === 1)
      await deliver(today, [bought('A-2', '20.00')])
      // That its connection was cut is told beside it until a round went well.
      const behind = async () => (await listAlerts(today.minter.database)).find(({ kind }) => kind === 'booksBehind')
      await until(async () => (await behind()) !== undefined)
      assert.equal((await behind())?.detail['code'], 'JournalAhead')
      assert.deepEqual([await held(), await runsDone(today)], [600n, 1])
      assert.deepEqual(await readFile(journalPath(home, code, 2)), journal)

      const { runsReplayed, reversals } = await recoverBrand(today.minter)
      assert.deepEqual([runsReplayed, reversals], [1, 1])
      await until(async () => (await held()) === 2_600n && (await listAlerts(today.minter.database)).length === 0)
      await deliver(today, [returned('R-1', 'A-1', { amount: '4.00' })])
      await until(async () => (await openDeliveries(today)) === 0)
      assert.equal(await held(), 2_600n)
    } finally {
      await workers.stop()
    }
    await assertAgrees(today)
    await today.minter.database.end()
  })

  it('have the journal of a run whose process ended before it was kept', async () => {
    await newBrand(fixture, 'unkept-shop')
    const shop = await openShop(fixture, 'unkept-shop')
    await deliver(shop, [bought('A-1', '10.00')])
    await work(shop)
    const { database, home, code } = shop.minter
    const path = journalPath(home, code, 1)
    await rename(path, `${path}.new`)
    await database`update import_runs set status = 'planned'`
    const workers = startWorkers(shop)
    await until(async () => (await listJournals(home, code)).length === 1)
    await workers.stop()
    await database.end()
  })

  it("have no run's journal replaced by another's", async () => {
    const path = journalPath(fixture.network.home, 'kept-shop', 7)
    const first = await PlanJournal.start(path)
    await first.finish()
    await keepJournal(path)
    const kept = await readFile(path)
    await assert.rejects(PlanJournal.start(path), refusedAs('JournalAhead'))
    await rename(path, `${path}.new`)
    await keepJournal(path)
    await keepJournal(path)
    assert.deepEqual(await readFile(path), kept)
    const other = await PlanJournal.start(journalPath(fixture.network.home, 'kept-shop', 8))
    await other.finish()
    await rename(`${journalPath(fixture.network.home, 'kept-shop', 8)}.new`, `${path}.new`)
    await assert.rejects(keepJournal(path), refusedAs('JournalAhead'))
    assert.deepEqual(await readFile(path), kept)
  })

  const startWorkers = ({ minter: { database, client, home }, vault }: TestShop): ShopWorkers => {
    const rules = readWorkerRules({ SHOP_BATCH_MS: '50' })
    const workers = new ShopWorkers({ database, client, home, vault, rules, onTrouble: () => undefined })
    workers.start()
    return workers
  }

  /** Puts another database in the place of one that is in use. */
  const swap = async (url: string, by: string): Promise<void> => {
    const nameOf = (each: string): string => new URL(each).pathname.slice(1)
    const admin = postgres(url.replace(nameOf(url), 'postgres'), { max: 1, onnotice: () => undefined })
    await admin.unsafe(`alter database ${nameOf(url)} with allow_connections false`)
    await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${nameOf(url)}`
    for (let tries = 0; ; tries++) {
      const renamed = await admin.unsafe(`alter database ${nameOf(url)} rename to ${nameOf(url)}_lost`).then(
        () => true,
        (error: unknown) => (tries < 100 ? false : Promise.reject(error as Error)),
      )
      if (renamed) break
      await sleep(20)
    }
    await admin.unsafe(`alter database ${nameOf(by)} rename to ${nameOf(url)}`)
    await admin.unsafe(`drop database ${nameOf(url)}_lost`)
    await admin.end()
  }

  const count = async (rows: Promise<readonly Record<string, unknown>[]>) => Number((await rows)[0]?.['n'] ?? -1)
  const runsDone = ({ minter: { database } }: TestShop): Promise<number> =>
    count(database`select count(*) as n from import_runs where status = 'done'`).catch(() => -1)
  const openDeliveries = ({ minter: { database } }: TestShop): Promise<number> =>
    count(database`select count(*) as n from inbox where status <> 'processed'`)

  const until = async (holds: () => Promise<boolean>): Promise<void> => {
    for (let tries = 0; !(await holds()); tries++) {
      assert.ok(tries < 300, 'it did not happen in 30 s')
      await sleep(100)
    }
  }
})
