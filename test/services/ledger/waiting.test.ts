import { strict as assert } from 'node:assert'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toHex } from 'viem'
import { type Database, openDatabase } from '../../../service/database/open-database.ts'
import { listAlerts } from '../../../service/intake/alerts.ts'
import { insertDeliveries } from '../../../service/intake/insert-delivery.ts'
import { openBody } from '../../../service/intake/open-body.ts'
import { retryParked } from '../../../service/intake/settle-delivery.ts'
import { type DataVault, openVault } from '../../../service/keys/data-vault.ts'
import { applyAsking, applyDeliveries, type LedgerBooks } from '../../../service/ledger/apply-deliveries.ts'
import { readInbox } from '../../../service/ledger/read-inbox.ts'
import { loadDue } from '../../../service/shop-worker/load-due.ts'
import { NeedsFetch } from '../../../service/shops/delivery-error.ts'
import { eventsOf } from '../../../service/shops/events-of.ts'
import type { ShopFetcher } from '../../../service/shops/shop-delivery.ts'
import { type Cluster, startCluster } from '../database-cluster.ts'
import { returned, sale, type Message } from './ledger-fixture.ts'

const BRAND = 1
const PROVIDERS = ['generic', 'square'] as const
const DAY_MS = 86_400_000
const SEED = toHex(7, { size: 32 })

describe('deliveries that wait', function () {
  this.timeout(60_000)
  let cluster: Cluster
  let home: string
  let vault: DataVault
  let database: Database
  let shift = 0
  let fetcher: ShopFetcher

  before(async () => {
    ;[cluster, home] = await Promise.all([startCluster(), mkdtemp(join(tmpdir(), 'points-waiting-'))])
    vault = await openVault(home)
  })
  beforeEach(async () => {
    shift = 0
    database = await openDatabase(await cluster.create())
    await database`insert into brands (brand_id, code, token, chain_id) values (${BRAND}, 'cafe', '0x', 31337)`
    for (const [number, provider] of [...PROVIDERS, 'square'].entries()) {
      await database`
        insert into shops (brand_id, number, provider, account, mode, status)
        values (${BRAND}, ${number + 1}, ${provider}, ${`shop-${number + 1}`}, 'live', 'connected')`
    }
  })
  afterEach(() => database.end())
  after(async () => {
    await cluster.stop()
    await rm(home, { recursive: true, force: true })
  })

  /** Of Square everything has to be asked; what it answers is the sale itself. */
  const books = (): LedgerBooks => ({
    ...{ database, brandId: BRAND, pepper: SEED, claimSeed: SEED, random: (bytes) => toHex(7, { size: bytes }) },
    now: () => new Date(Date.now() + shift),
    open: (row) => openBody(vault, row),
    locked: (work) => work(),
    fetcherOf: async () => fetcher,
    eventsOf: async (provider, delivery, asking) => {
      if (provider !== 'square') return eventsOf(provider, delivery, asking)
      if (typeof asking !== 'object') throw new NeedsFetch('/v2/orders/1')
      await asking.getJson('/v2/orders/1')
      return eventsOf('generic', delivery)
    },
  })

  const deliver = (provider: (typeof PROVIDERS)[number], messages: readonly Message[], shop?: number) => {
    const rows = messages.map(({ type, at = '2026-01-01T10:00:00Z', data }, i) => ({
      ...{
        brandId: BRAND,
        shop: shop ?? PROVIDERS.indexOf(provider) + 1,
        provider,
        account: shop === undefined ? 'main' : `shop-${shop}`,
        mode: 'live' as const,
      },
      ...{ deliveryId: `${type} ${i}`, topic: type, body: Buffer.from(JSON.stringify({ type, at, data })) },
    }))
    return insertDeliveries(database, vault, rows)
  }
  const sales = (count: number) => Array.from({ length: count }, (_, i) => sale(`A-${i}`, '10.00'))
  const statesOf = async (provider: string) => {
    const rows = await database<{ status: string; count: bigint }[]>`
      select status, count(*) from inbox where provider = ${provider} group by status order by status`
    return rows.map(({ status, count }) => `${count} ${status}`)
  }
  const bookAll = async () => {
    while ((await applyDeliveries(books())).rows > 0);
  }

  it('are read as many at once as fit into memory with ease, in their order, and always one', async () => {
    const heavy = (mebibytes: number) => sale('A-0', '10.00', { note: 'x'.repeat(mebibytes * 2 ** 20) })
    await deliver('generic', [heavy(17), ...Array<Message>(20).fill(heavy(1))])
    const reader = { ...books(), eventsOf: () => ({ ignored: 'nobody looked into it' }) }
    const read = async (limit: number) => (await readInbox(reader, limit)).map(({ row }) => row.id)
    const ids = (await database`select id from inbox order by id`).map(({ id }) => id as bigint)
    assert.deepEqual(await read(1_000), ids.slice(0, 1))
    await database`update inbox set status = 'processed', body = null where id = ${ids[0] ?? 0n}`
    assert.deepEqual(await read(1_000), ids.slice(1, 17))
    assert.deepEqual(await read(3), ids.slice(1, 4))
  })

  it('are read in the very millisecond they came', async () => {
    await deliver('generic', sales(1))
    const came = new Date('2026-01-01T10:00:00.123Z')
    await database`update inbox set due_at = ${came.toISOString()}::timestamptz + interval '999 microseconds'`
    const read = (at: number) => readInbox({ ...books(), now: () => new Date(at) }, 10)
    assert.equal((await read(came.getTime())).length, 1)
    assert.equal((await read(came.getTime() - 1)).length, 0)
  })

  it('for their provider’s answer keep none of the others waiting, and are asked some at a time', async () => {
    let asked = 0
    let answer: () => void = () => undefined
    const answers = new Promise<void>((resolve) => (answer = resolve))
    fetcher = {
      getJson: async () => {
        asked += 1
        await answers
      },
    }
    await deliver('square', sales(1_200))
    await deliver('generic', sales(5))
    const asking = applyAsking(books())
    await bookAll()
    assert.deepEqual(await statesOf('generic'), ['5 processed'])
    assert.deepEqual(await statesOf('square'), ['1200 waiting'])
    assert.deepEqual([(await asking).rows, asked], [0, 0])

    const [first, again] = [applyAsking(books()), bookAll()]
    await deliver('generic', [returned('R-1', 'A-1', { amount: '1.00' })])
    await again
    await bookAll()
    assert.deepEqual([await statesOf('generic'), asked], [['6 processed'], 16])
    answer()
    assert.equal((await first).rows, 16)
    while ((await applyAsking(books())).rows > 0);
    assert.deepEqual([await statesOf('square'), asked], [['1200 processed'], 1_200])
  })

  it('for a provider that is down leave turns to the other shops', async () => {
    fetcher = {
      getJson: async (path) => {
        throw new NeedsFetch(path, 'it gave no answer')
      },
    }
    await deliver('square', sales(40))
    await bookAll()
    await deliver('square', sales(3), 3)
    await bookAll()
    const { rows } = await applyAsking(books())
    const asked =
      await database`select shop, count(*)::int as n from inbox where attempts > 0 group by shop order by shop`
    assert.deepEqual(
      [rows, asked.map(({ shop, n }) => [shop, n])],
      [
        16,
        [
          [2, 13],
          [3, 3],
        ],
      ],
    )
  })

  it('for a provider are asked again within an hour, whatever it says of its own', async () => {
    fetcher = {
      getJson: async (path) => {
        throw new NeedsFetch(path, 'come back in a fortnight', { retryAfterSeconds: 14 * 86_400 })
      },
    }
    await deliver('square', sales(1))
    await bookAll()
    await applyAsking(books())
    const [row] = await database`select extract(epoch from due_at - now())::int as wait from inbox`
    assert.ok(row?.['wait'] > 3_500 && row?.['wait'] <= 3_600, String(row?.['wait']))
  })

  it('for a token that is accepted: it is told, asked for less and less often, parked in the end, and retried', async () => {
    let asked = 0
    fetcher = {
      getJson: async (path) => {
        asked += 1
        throw new NeedsFetch(path, 'the token is not accepted (401)', { refused: 'token' })
      },
    }
    await deliver('square', sales(1))
    await bookAll()
    await applyAsking(books())
    const [alert] = await listAlerts(database)
    assert.deepEqual([alert?.kind, alert?.subject], ['tokenRefused', 'square 2'])
    assert.match(
      String(alert?.detail['sentence']),
      /does not accept the token of main.*points shop rotate 2 --token-file/,
    )
    assert.equal((await applyAsking(books())).rows, 0)

    while ((await statesOf('square'))[0] === '1 waiting') {
      shift += 3_600_000
      await applyAsking(books())
    }
    assert.deepEqual([await statesOf('square'), asked], [['1 parked'], 50])
    const [row] = await database`select reason from inbox`
    assert.match(String(row?.['reason']), /does not accept the token/)
    assert.deepEqual((await listAlerts(database)).map(({ kind }) => kind).toSorted(), [
      'deliveriesParked',
      'tokenRefused',
    ])

    fetcher = { getJson: async () => undefined }
    assert.equal(await retryParked(database, { brandId: BRAND }), 1)
    await bookAll()
    await applyAsking(books())
    assert.deepEqual(await statesOf('square'), ['1 processed'])
    assert.deepEqual(await listAlerts(database), [])
  })

  it('for a provider that failed often are not parked by one refusal: failures that pass do not count', async () => {
    let refused: 'token' | 'request' | undefined
    let asked = 0
    fetcher = {
      getJson: async (path) => {
        asked += 1
        throw new NeedsFetch(path, 'no answer in time', { refused })
      },
    }
    const ask = async (times: number) => {
      for (let i = 0; i < times; i++) {
        shift += 3_600_000
        await applyAsking(books())
      }
    }
    await deliver('square', sales(1))
    await bookAll()
    await ask(60)
    refused = 'token'
    await ask(49)
    refused = undefined
    await ask(20)
    const counted = async () => (await database`select status, attempts, detail from inbox`).map((row) => ({ ...row }))
    assert.deepEqual(await counted(), [{ status: 'waiting', attempts: 129, detail: { refusals: 49 } }])
    refused = 'request'
    await ask(1)
    assert.deepEqual([await statesOf('square'), asked], [['1 parked'], 130])
    const [row] = await database`select reason from inbox`
    assert.equal(row?.['reason'], 'its provider does not give what it is about: look for it there, then retry')

    // Tried again, it is refused as often as the first time before it is parked.
    await retryParked(database, { brandId: BRAND })
    await bookAll()
    await ask(49)
    assert.deepEqual((await counted())[0]?.['detail'], { refusals: 49 })
  })

  it('for something their provider does not have are parked, and its token is not doubted', async () => {
    fetcher = {
      getJson: async (path) => {
        throw new NeedsFetch(path, 'the answer is 404', { refused: 'request' })
      },
    }
    await deliver('square', sales(1))
    await bookAll()
    while ((await statesOf('square'))[0] === '1 waiting') {
      shift += 3_600_000
      await applyAsking(books())
    }
    assert.deepEqual(
      (await listAlerts(database)).map(({ kind }) => kind),
      ['deliveriesParked'],
    )
  })

  it('for their order are told after a day and parked after thirty', async () => {
    await deliver('generic', [returned('R-1', 'A-1', { amount: '1.00' })])
    for (const [days, state, alerts] of [
      [0, '1 waiting', []],
      [1.5, '1 waiting', ['orderNeverCame']],
      [29.9, '1 waiting', ['orderNeverCame']],
      [31.1, '1 parked', ['orderNeverCame', 'deliveriesParked']],
    ] as const) {
      shift = days * DAY_MS
      await bookAll()
      assert.deepEqual([days, await statesOf('generic')], [days, [state]])
      assert.deepEqual(
        (await listAlerts(database)).map(({ kind }) => kind),
        alerts,
      )
    }
    const [row] = await database`select reason from inbox`
    assert.equal(row?.['reason'], 'its order did not come within 30 days')
    // What it said is in the books all the same: once the order comes, it counts.
    await deliver('generic', sales(2))
    await bookAll()
    const [order] = await database`select total, remaining from sales join orders on number = order_number
      where order_id = 'A-1'`
    assert.deepEqual({ ...order }, { total: 10_000_000n, remaining: 9_000_000n })
  })

  it('for room on the chain leave the others theirs', async () => {
    const insert = async (number: number, kept: bigint, given: bigint) => {
      await database`
        insert into orders (brand_id, number, provider, shop, order_id, member, reference, salt, date, run, seen_run)
        values (${BRAND}, ${number}, 'generic', 'main', ${`A-${number}`}, 1, '0x', '0x', '', 0, 0)`
      await database`
        insert into sales (brand_id, order_number, kept, given, matures_at)
        values (${BRAND}, ${number}, ${kept}, ${given}, now() - interval '1 day')`
    }
    await database`
      insert into members (brand_id, number, external_id, claim_key, claim_address, run)
      values (${BRAND}, 1, 'm', '0x', '0x', 0)`
    for (let i = 1; i <= 20; i++) await insert(i, 0n, 5n)
    for (let i = 21; i <= 40; i++) await insert(i, 1_001n, 0n)
    for (let i = 41; i <= 60; i++) await insert(i, 1_000n, 0n)
    const due = await database.begin((sql) => {
      return loadDue(sql, BRAND, { now: new Date(), chainTime: 0n, limit: 10, mintLimit: 1_000n })
    })
    const numbers = due.map(({ number }) => number)
    assert.deepEqual(numbers, [
      ...Array.from({ length: 10 }, (_, i) => i + 1),
      ...Array.from({ length: 10 }, (_, i) => i + 41),
      21,
    ])
  })
})
