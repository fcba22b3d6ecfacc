import { strict as assert } from 'node:assert'
import { setTimeout as sleep } from 'node:timers/promises'
import { zeroHash } from 'viem'
import { lockBooks } from '../../../service/database/books-lock.ts'
import { reopenRemoved } from '../../../service/import/reopen-removed.ts'
import { closeWindows, signReversals } from '../../../service/import/sign-reversals.ts'
import { syncChain } from '../../../service/import/sync-chain.ts'
import { newProgress } from '../../../service/queue/signer-queue.ts'
import { advanceRun } from '../../../service/shop-worker/advance-run.ts'
import { type ImportFixture, newBrand, startImportFixture } from '../import-fixture.ts'
import { assertAgrees } from './books-of.ts'
import { deliver, openShop, returned, sale, type TestShop, work } from './ledger-fixture.ts'

const ANN = { account: '0x00000000000000000000000000000000000c0001' }

class Crash extends Error {}

/** Two processes at once, as where the connection of one broke without its noticing. */
describe("the lock of a brand's books", function () {
  this.timeout(60_000)
  let fixture: ImportFixture
  let shop: TestShop
  before(async () => {
    fixture = await startImportFixture()
    await newBrand(fixture, 'lock-shop')
    shop = await openShop(fixture, 'lock-shop')
    await deliver(shop, [sale('A-1', '10.00', { customer: ANN })])
    await work(shop)
  })
  after(async () => {
    await shop.minter.database.end()
    await fixture.stop()
  })

  /** The state after a reversal was signed, before it is sent. */
  const signed = async (refund: string): Promise<void> => {
    await deliver(shop, [returned(refund, 'A-1', { amount: '1.00' })])
    const checkpoint = (point: string): void => {
      if (point === 'signed-reversals') throw new Crash()
    }
    await assert.rejects(work(shop, { checkpoint }), Crash)
  }

  const advance = async (checkpoint?: (point: string) => Promise<void> | void): Promise<void> => {
    const memory = { progress: newProgress(), archived: new Set<bigint>() }
    while ((await advanceRun({ ...shop.minter, checkpoint }, memory)) !== 'idle');
  }

  const reversals = () => shop.minter.database`select status, closed_at from transactions where kind = 'reversal'`

  /** Runs `work` while somebody else writes the books, who ends only once it waits for that. */
  const whileLocked = async (
    work: () => Promise<unknown>,
    meanwhile: () => Promise<unknown> = async () => undefined,
  ): Promise<void> => {
    const { database, brandId } = shop.minter
    let working: Promise<unknown> = Promise.resolve()
    let ended = false
    await database.begin(async (sql) => {
      await lockBooks(sql, brandId)
      working = work().finally(() => (ended = true))
      working.catch(() => undefined)
      for (let tries = 0; !(await isWaitedFor()); tries++) {
        assert.ok(!ended, 'it did not wait')
        assert.ok(tries < 500, 'it came to nothing')
        await sleep(20)
      }
      await meanwhile()
    })
    await working
  }

  const isWaitedFor = async (): Promise<boolean> => {
    const { database, brandId } = shop.minter
    const rows = await database`
      select 1 from pg_locks where locktype = 'advisory' and classid = 7016944 and objid = ${brandId} and not granted
        and database = (select oid from pg_database where datname = current_database())`
    return rows.length > 0
  }

  it('is held by whoever books what a transaction did', async () => {
    await signed('R-1')
    await whileLocked(() => advance())
    assert.deepEqual(
      (await reversals()).map(({ status }) => status as string),
      ['confirmed'],
    )
  })

  it('is held by whoever books what others did on chain', () => whileLocked(() => syncChain(shop.minter)))

  it('is held by whoever closes return windows', () =>
    whileLocked(() => shop.minter.database.begin((sql) => closeWindows(sql, shop.minter, { now: 0n, run: 1 }))))

  it('is held by whoever opens what a reorganisation removed, which looks again', async () => {
    const { database } = shop.minter
    const [last] = await database`
      select hash, block_hash from transactions where status = 'confirmed' order by nonce desc limit 1`
    const hash = last?.['hash'] as string
    const book = (block: string) => database`update transactions set block_hash = ${block} where hash = ${hash}`
    await book(zeroHash)
    let opened: number | undefined
    await whileLocked(
      async () => (opened = await reopenRemoved(shop.minter)),
      () => book(last?.['block_hash'] as string),
    )
    assert.equal(opened, 0)
    await book(zeroHash)
    assert.equal(await reopenRemoved(shop.minter), 1)
    await advance()
    await assertAgrees(shop)
  })

  it('lets nobody sign a reversal that is signed already', async () => {
    await signed('R-2')
    assert.equal(await shop.minter.database.begin((sql) => signReversals(sql, shop.minter, 1)), 0)
    assert.equal((await reversals()).length, 2)
    await advance()
    await assertAgrees(shop)
  })

  it('lets nobody close a transaction again that another process closed', async () => {
    await signed('R-3')
    let closedAt: unknown
    const points: string[] = []
    await advance(async (point) => {
      points.push(point)
      if (point !== 'before-booking') return
      await advance()
      closedAt = (await reversals()).at(-1)?.['closed_at']
    })
    assert.ok(points.includes('before-booking') && !points.includes('booked'), points.join())
    assert.deepEqual((await reversals()).at(-1)?.['closed_at'], closedAt)
    await assertAgrees(shop)
  })
})
