import { strict as assert } from 'node:assert'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, openDatabase } from '../../../service/database/open-database.ts'
import { listAlerts } from '../../../service/intake/alerts.ts'
import { disconnectShop, storeApiToken } from '../../../service/intake/change-shop.ts'
import { connectShop } from '../../../service/intake/connect-shop.ts'
import { insertDeliveries } from '../../../service/intake/insert-delivery.ts'
import { openBody } from '../../../service/intake/open-body.ts'
import { apiTokenName, type Shop } from '../../../service/intake/shop.ts'
import { type DataVault, openVault } from '../../../service/keys/data-vault.ts'
import { secretsFolderOf } from '../../../service/keys/stored-secrets.ts'
import { type InboxReader, type Reading, readInbox } from '../../../service/ledger/read-inbox.ts'
import { shopFetchers } from '../../../service/shop-worker/shop-fetchers.ts'
import { NeedsFetch } from '../../../service/shops/delivery-error.ts'
import { WITHOUT_TOKEN } from '../../../service/shops/shop-delivery.ts'
import { type Cluster, startCluster } from '../database-cluster.ts'

const BRAND = { brandId: 1, brand: 'cafe' }

describe('shops: whose token is missing or damaged', function () {
  this.timeout(60_000)
  let cluster: Cluster
  let home: string
  let vault: DataVault
  let database: Database
  before(async () => {
    ;[cluster, home] = await Promise.all([startCluster(), mkdtemp(join(tmpdir(), 'points-tokens-'))])
    vault = await openVault(home)
    database = await openDatabase(await cluster.create())
    await database`insert into brands (brand_id, code, token, chain_id) values (1, 'cafe', '0x', 31337)`
  })
  after(async () => {
    await database.end()
    await cluster.stop()
    await rm(home, { recursive: true, force: true })
  })

  let numbers = 0

  const connect = async (account: string, apiToken?: string): Promise<Shop> => {
    const options = { ...BRAND, home, provider: 'square', account, mode: 'live', url: null, apiToken } as const
    return connectShop(database, options)
  }

  const deliver = async ({ number, account }: Shop, count = 1): Promise<void> => {
    const place = { brandId: 1, shop: number, provider: 'square', account, mode: 'live', topic: 'payment' } as const
    const rows = Array.from({ length: count }, () => {
      return { ...place, deliveryId: `d${++numbers}`, body: Buffer.from('{}') }
    })
    await insertDeliveries(database, vault, rows)
  }

  const reader = (fetcherOf: InboxReader['fetcherOf']): InboxReader => ({
    ...{ database, brandId: 1, now: () => new Date(), fetcherOf },
    open: (row) => openBody(vault, row),
    eventsOf: (_provider, _delivery, asking) => {
      if (asking === undefined) throw new NeedsFetch('/v2/orders/1')
      return { ignored: asking === WITHOUT_TOKEN ? 'booked by amounts' : 'booked in full' }
    },
  })

  /** What becomes of the open deliveries of a shop. */
  const readingsOf = async ({ number }: Shop, fetcherOf = shopFetchers({ database, home })): Promise<Reading[]> => {
    const read = await readInbox(reader(fetcherOf), 100)
    return read.filter(({ row }) => row.shop === number).map((each) => each.read)
  }

  const reasonOf = (reading: Reading | undefined): string => {
    assert.ok(reading && reading.kind !== 'events')
    return `${reading.kind}: ${reading.reason}`
  }

  it('has its deliveries wait and tells whose it is; other shops are read', async () => {
    const [damaged, sound] = [await connect('damaged', 'token one'), await connect('sound', 'token two')]
    await deliver(damaged, 2)
    await deliver(sound)
    const path = join(secretsFolderOf(home), `${apiTokenName(damaged)}.json`)
    await writeFile(path, (await readFile(path, 'utf8')).slice(0, -20))
    const fetcherOf = shopFetchers({ database, home })
    const readings = await readingsOf(damaged, fetcherOf)
    assert.deepEqual(
      readings.map(reasonOf),
      Array(2).fill(
        'later: The shop must be asked for /v2/orders/1: its token cannot be read: give the shop a new one.',
      ),
    )
    assert.equal((await readingsOf(sound, fetcherOf))[0]?.kind, 'ask')
    const [alert, ...more] = await listAlerts(database)
    assert.deepEqual([alert?.kind, alert?.subject, more.length], ['tokenUnreadable', 'square damaged', 0])
    assert.match(String(alert?.detail['sentence']), /points shop rotate 1 --token-file/)

    await storeApiToken(database, { home, brandId: 1, number: damaged.number, token: 'token three' })
    assert.equal((await readingsOf(damaged, fetcherOf))[0]?.kind, 'ask')
    assert.deepEqual(await listAlerts(database), [])
  })

  it('has them wait, too, while the database or the disk does not tell it, and looks once for all of them', async () => {
    const shop = await connect('unlucky', 'token')
    await deliver(shop, 20)
    let asked = 0
    const readings = await readingsOf(shop, async ({ shop: number }) => {
      if (number === shop.number) asked += 1
      throw Object.assign(new Error('of ann@shop.test'), { name: 'PostgresError', code: '57P01' })
    })
    assert.equal(asked, 1)
    assert.equal(readings.length, 20)
    assert.equal(
      reasonOf(readings[0]),
      'later: The shop must be asked for /v2/orders/1: how could not be found out (PostgresError).',
    )
  })

  it('waits after it was disconnected, until it is connected again', async () => {
    const shop = await connect('coming back', 'token')
    await deliver(shop)
    const fetcherOf = shopFetchers({ database, home })
    assert.equal((await readingsOf(shop, fetcherOf))[0]?.kind, 'ask')
    const place = { home, brandId: 1, number: shop.number }
    // The token goes before the transaction ends in which it is disconnected.
    await database.begin(async (sql) => {
      await disconnectShop(sql, place)
      assert.match(reasonOf((await readingsOf(shop, fetcherOf))[0]), /^later: /)
    })
    assert.equal(
      reasonOf((await readingsOf(shop, fetcherOf))[0]),
      'later: The shop must be asked for /v2/orders/1: the shop is disconnected: connect it again, with a token.',
    )
    await connect('coming back', 'token of now')
    assert.equal((await readingsOf(shop, fetcherOf))[0]?.kind, 'ask')
  })

  it('is booked by amounts where it never had one, also once it is disconnected', async () => {
    const shop = await connect('by amounts')
    await deliver(shop)
    assert.equal(reasonOf((await readingsOf(shop))[0]), 'ignored: booked by amounts')
    await disconnectShop(database, { home, brandId: 1, number: shop.number })
    assert.equal(reasonOf((await readingsOf(shop))[0]), 'ignored: booked by amounts')
  })

  it('waits where it was disconnected before it was known whether there was one', async () => {
    const shop = await connect('from before', 'token')
    await deliver(shop)
    await disconnectShop(database, { home, brandId: 1, number: shop.number })
    await database`update shops set has_token = null where number = ${shop.number}`
    assert.match(reasonOf((await readingsOf(shop))[0]), /^later: /)
    await connect('from before')
    assert.equal(reasonOf((await readingsOf(shop))[0]), 'ignored: booked by amounts')
  })
})
