import { strict as assert } from 'node:assert'
import { setTimeout as sleep } from 'node:timers/promises'
import { getBrand } from '../../../chain/actions/getBrand.ts'
import { depositReserve } from '../../../chain/actions/depositReserve.ts'
import { approveStablecoin } from '../../../chain/actions/approveStablecoin.ts'
import { mintDevStablecoin } from '../../../chain/actions/mintDevStablecoin.ts'
import { readToken } from '../../../chain/read.ts'
import { sendCall } from '../../../chain/send.ts'
import { listAlerts, type OpenAlert } from '../../../service/intake/alerts.ts'
import { openVault } from '../../../service/keys/data-vault.ts'
import { ShopWorkers } from '../../../service/shop-worker/shop-workers.ts'
import { readWorkerRules } from '../../../service/shop-worker/worker-rules.ts'
import { type ImportFixture, newBrand, startImportFixture } from '../import-fixture.ts'
import { assertAgrees } from './books-of.ts'
import { deliver, openShop, returned, sale, type TestShop } from './ledger-fixture.ts'

const accountOf = (number: number): `0x${string}` => `0x${(0xd0000 + number).toString(16).padStart(40, '0')}`

describe('workers of shops', function () {
  this.timeout(120_000)
  let fixture: ImportFixture
  before(async () => {
    fixture = await startImportFixture()
  })
  after(() => fixture.stop())

  const startWorkers = async ({ minter }: TestShop, checkpoint?: (point: string) => void) => {
    const { database, client, home } = minter
    const troubles: unknown[] = []
    const workers = new ShopWorkers({
      ...{ database, client, home, vault: await openVault(home), rules: readWorkerRules({ SHOP_BATCH_MS: '50' }) },
      checkpoint,
      onTrouble: (error) => troubles.push(error),
    })
    workers.start()
    return { workers, troubles }
  }

  const held = ({ minter }: TestShop, account: `0x${string}`) =>
    readToken(minter.client, minter.brandId, 'balanceOf', [account])

  /** Waits until something holds; the last answer tells what it was. */
  const until = async (holds: () => Promise<boolean>): Promise<void> => {
    for (let tries = 0; !(await holds()); tries++) {
      assert.ok(tries < 300, 'it did not happen in 30 s')
      await sleep(100)
    }
  }

  const isQuiet = async ({ minter: { database, brandId } }: TestShop): Promise<boolean> => {
    const [row] = await database`
      select (select count(*) from inbox where brand_id = ${brandId} and status = 'received')
        + (select count(*) from sales where brand_id = ${brandId} and kept <> given)
        + (select count(*) from import_runs where brand_id = ${brandId} and status = 'planned') as n`
    return row?.['n'] === 0n
  }

  it('mint within a second or two, two at once as one', async () => {
    await newBrand(fixture, 'twin-shop')
    const shop = await openShop(fixture, 'twin-shop')
    const one = await startWorkers(shop)
    const two = await startWorkers(shop)
    await sleep(500)
    const started = performance.now()
    await deliver(shop, [sale('A-0', '10.00', { customer: { account: accountOf(0) } })])
    await until(async () => (await held(shop, accountOf(0))) === 1_000n)
    const waited = performance.now() - started
    for (let i = 1; i <= 90; i++) {
      const account = accountOf(i % 9)
      await deliver(shop, [sale(`A-${i}`, '10.00', { customer: { account } })])
      if (i % 10 === 0) await deliver(shop, [returned(`R-${i}`, `A-${i}`, { amount: '10.00' })])
    }
    await until(() => isQuiet(shop))
    await Promise.all([one.workers.stop(), two.workers.stop()])
    const balances = await Promise.all(Array.from({ length: 9 }, (_, i) => held(shop, accountOf(i))))
    assert.equal(
      balances.reduce((sum, each) => sum + each, 0n),
      1_000n * (91n - 9n),
    )
    await assertAgrees(shop)
    assert.deepEqual([...one.troubles, ...two.troubles], [])
    assert.ok(waited < 6_000, `${waited.toFixed(0)} ms until the first points`)
    await shop.minter.database.end()
  })

  it('wait where the reserve is short, tell it, and go on when it is filled', async () => {
    const brandId = await newBrand(fixture, 'poor-shop', { reserve: 1_000_000n })
    const shop = await openShop(fixture, 'poor-shop')
    const alerts = async () => (await listAlerts(shop.minter.database)).map(({ kind }) => kind)
    const { workers } = await startWorkers(shop)
    const buyer = (i: number) => ({ customer: { account: accountOf(100 + i) } })
    // The point is worth a cent: a reserve of 1.00 covers 100 points.
    await deliver(shop, [sale('A-1', '60.00', buyer(1)), sale('A-2', '60.00', buyer(2)), sale('A-3', '5.00', buyer(3))])
    await until(async () => (await alerts()).includes('reserveShort'))
    await until(async () => (await held(shop, accountOf(101))) === 6_000n)
    assert.equal(await held(shop, accountOf(103)), 0n, 'nobody is overtaken')
    const { operator, client } = fixture
    const amount = 10_000_000n
    await sendCall(operator, mintDevStablecoin(client, { to: operator.account.address, amount }))
    await sendCall(operator, approveStablecoin(client, { spender: client.contracts.hub, amount }))
    await sendCall(operator, depositReserve(client, { brandId, amount }))
    await until(async () => (await alerts()).length === 0 && (await isQuiet(shop)))
    assert.equal((await getBrand(client, { brandId })).supply, 12_500n)
    await workers.stop()
    await assertAgrees(shop)
    await shop.minter.database.end()
  })

  it('tell an error that nobody foresaw, wherever it comes, and go on by themselves', async () => {
    await newBrand(fixture, 'odd-shop')
    const shop = await openShop(fixture, 'odd-shop')
    for (const [number, place] of ['applied', 'planned'].entries()) {
      let failures = 2
      const { workers, troubles } = await startWorkers(shop, (point) => {
        if (point === place && failures-- > 0) throw new TypeError('of ann@shop.test')
      })
      const account = accountOf(100 + number)
      await deliver(shop, [sale(`A-${number}`, '10.00', { customer: { account } })])
      // It closes by itself soon, so what was seen is what is looked at.
      let alert: OpenAlert | undefined
      await until(async () => ([alert] = await listAlerts(shop.minter.database))[0] !== undefined)
      assert.deepEqual([alert?.kind, alert?.detail['error']], ['workerFails', 'TypeError'])
      assert.ok(!JSON.stringify(alert?.detail).includes('ann@'))
      await until(async () => (await held(shop, account)) === 1_000n)
      await until(async () => (await listAlerts(shop.minter.database)).length === 0)
      await workers.stop()
      assert.equal(troubles.length, 2)
    }
    await assertAgrees(shop)
    await shop.minter.database.end()
  })

  it('book fewer at once where many are too much', async () => {
    await newBrand(fixture, 'heavy-shop')
    const shop = await openShop(fixture, 'heavy-shop')
    const { database } = shop.minter
    await database.unsafe(`
      create function too_much() returns trigger language plpgsql as $$ begin
        if (select count(*) from settled) > 300 then raise exception 'out of memory' using errcode = '53200'; end if;
        return null;
      end $$;
      create trigger too_much after update on inbox referencing new table as settled for each statement
        execute function too_much();`)
    const account = accountOf(300)
    const sales = Array.from({ length: 400 }, (_, i) => sale(`A-${i}`, '10.00', { customer: { account } }))
    await deliver(shop, sales)
    const { workers, troubles } = await startWorkers(shop)
    await until(async () => (await held(shop, account)) === 400_000n)
    await workers.stop()
    assert.deepEqual(
      troubles.map((error) => (error as { code?: string }).code),
      ['53200', '53200'],
    )
    await assertAgrees(shop)
    await database.end()
  })

  it('park what cannot be booked, and book the rest', async () => {
    await newBrand(fixture, 'poison-shop')
    const shop = await openShop(fixture, 'poison-shop')
    const { workers } = await startWorkers(shop)
    const zero = { customer: { account: '0x0000000000000000000000000000000000000000' } }
    const mute = { type: 'sale.paid', data: { order: 'A-2' } }
    await deliver(shop, [
      sale('A-1', '10.00', zero),
      mute,
      sale('A-3', '10.00', { customer: { account: accountOf(200) } }),
    ])
    await until(() => isQuiet(shop))
    await workers.stop()
    assert.equal(await held(shop, accountOf(200)), 1_000n)
    const parked = await shop.minter.database`select reason from inbox where status = 'parked' order by id`
    assert.equal(parked.length, 2)
    assert.equal(parked[0]?.['reason'], 'the customer account is no address that can hold points')
    const [alert] = await listAlerts(shop.minter.database)
    assert.equal(alert?.kind, 'deliveriesParked')
    await shop.minter.database.end()
  })
})
