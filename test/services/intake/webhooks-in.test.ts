import { strict as assert } from 'node:assert'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { addDeliveries } from '../../../service/intake/add-deliveries.ts'
import { listAlerts } from '../../../service/intake/alerts.ts'
import { disconnectShop, rotateSecret } from '../../../service/intake/change-shop.ts'
import { openBody } from '../../../service/intake/open-body.ts'
import { findDelivery } from '../../../service/intake/read-inbox.ts'
import { type Shop, webhookSecretName } from '../../../service/intake/shop.ts'
import { freshSecret } from '../../../service/intake/webhook-secret.ts'
import { secretsFolderOf } from '../../../service/keys/stored-secrets.ts'
import { type IntakeStage, type Replica, deliver, rowsOf, sale, signed, startIntake } from './intake-stage.ts'

describe('webhooks in', function () {
  this.timeout(60_000)
  let stage: IntakeStage
  let replica: Replica
  before(async () => {
    stage = await startIntake()
    replica = await stage.replica()
  })
  after(() => stage.stop())
  beforeEach(() => stage.database`truncate inbox, alerts`)

  it('keeps one row of 32 parallel posts of one signed body to two replicas, and answers 200 to all', async () => {
    const { secret, shop } = await stage.connect('cafe', 'parallel')
    const other = await stage.replica()
    const delivery = signed(secret, sale('A-1'))
    const answers = await Promise.all(
      Array.from({ length: 32 }, (_, index) => deliver([replica, other][index % 2]!.url, 'cafe/generic', delivery)),
    )
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]))
    assert.equal(answers.filter(({ body }) => body['duplicate'] === false).length, 1)
    const rows = await rowsOf(stage)
    assert.equal(rows.length, 1)
    const { brand_id, shop: number, provider, account, topic, mode, status, delivery_id, happened_at } = rows[0]!
    assert.deepEqual(
      { brand_id, number, provider, account, topic, mode, status, delivery_id },
      {
        ...{ brand_id: 1n, number: shop.number, provider: 'generic', account: 'parallel', topic: 'sale.paid' },
        ...{ mode: 'live', status: 'received', delivery_id: delivery.headers['webhook-id'] },
      },
    )
    assert.equal((happened_at as Date).getTime() / 1_000, Number(delivery.headers['webhook-timestamp']))
    assert.deepEqual(await listAlerts(stage.database), [])
  })

  it('keeps the bytes as they came, sealed, and opens them again', async () => {
    const { secret } = await stage.connect('cafe', 'sealed')
    const body = `{"type":"sale.paid",  "id": 12345678901234567890, "name": "Zoë"}`
    await deliver(replica.url, 'cafe/generic', signed(secret, body))
    const [row] = await rowsOf(stage)
    const found = await findDelivery(stage.database, row!['id'] as bigint)
    const sealed = found!.body!
    assert.ok(!sealed.includes('Zoë') && !sealed.includes('1234567890') && !sealed.includes('sale'))
    assert.equal(openBody(stage.vault, { ...found!, body: sealed }).toString(), body)
    const elsewhere = { ...found!, deliveryId: 'another', body: sealed }
    assert.throws(() => openBody(stage.vault, elsewhere), /Stored data does not open/)
    assert.throws(() => openBody(stage.vault, { ...found!, brandId: 2, body: sealed }), /Stored data does not open/)
  })

  it('lets the first of two bodies with one id win, answers 200 and raises an alert', async () => {
    const { secret, shop } = await stage.connect('cafe', 'changed')
    const id = 'msg_same'
    await deliver(replica.url, 'cafe/generic', signed(secret, sale('A-1', '10.00'), { id }))
    for (const net of ['99.00', '98.00']) {
      const told = await deliver(replica.url, 'cafe/generic', signed(secret, sale('A-1', net), { id }))
      assert.equal(told.status, 200)
    }
    const [row, ...more] = await rowsOf(stage)
    assert.equal(more.length, 0)
    const found = await findDelivery(stage.database, row!['id'] as bigint)
    assert.equal(openBody(stage.vault, { ...found!, body: found!.body! }).toString(), sale('A-1', '10.00'))
    const [alert] = await listAlerts(stage.database)
    assert.equal(alert?.kind, 'deliveryChanged')
    assert.equal(alert.times, 2)
    assert.deepEqual(alert.detail, {
      ...{ provider: 'generic', account: 'changed', deliveryId: id, topic: 'sale.paid' },
    })
    assert.equal(alert.subject, `generic ${shop.number}`)
  })

  it('refuses what is re-serialised, unsigned, signed by another brand or shop of nobody, and stores nothing', async () => {
    const { secret } = await stage.connect('cafe', 'strict')
    const foreign = await stage.connect('books', 'main')
    const good = signed(secret, sale('A-1'))
    const cases = [
      { ...good, body: JSON.stringify(JSON.parse(good.body), null, 1) },
      { ...good, headers: { ...good.headers, 'webhook-signature': 'v1,' + 'A'.repeat(43) + '=' } },
      { ...good, headers: { ...good.headers, 'webhook-id': 'another' } },
      signed(foreign.secret, sale('A-1')),
      signed(freshSecret('generic'), sale('A-1')),
    ]
    for (const delivery of cases) {
      const told = await deliver(replica.url, 'cafe/generic', delivery)
      assert.equal(told.status, 401)
      assert.equal(told.headers.get('content-type'), 'application/problem+json')
      assert.equal(told.body['code'], 'BadSignature')
      assert.ok(!JSON.stringify(told.body).includes('strict'), 'names no shop')
    }
    const { 'webhook-signature': _, ...unsigned } = good.headers
    const told = await deliver(replica.url, 'cafe/generic', { ...good, headers: unsigned })
    assert.deepEqual([told.status, told.body['code']], [400, 'MissingHeader'])
    assert.deepEqual(await rowsOf(stage), [])
  })

  it('refuses a replay of an old signed body, five minutes off either way', async () => {
    const { secret } = await stage.connect('cafe', 'clock')
    for (const seconds of [-301, 302]) {
      const at = new Date(Date.now() + seconds * 1_000)
      const told = await deliver(replica.url, 'cafe/generic', signed(secret, sale('A-1'), { at }))
      assert.deepEqual([told.status, told.body['code']], [400, 'Stale'])
    }
    assert.deepEqual(await rowsOf(stage), [])
  })

  it('takes brand and shop from the secret: every shop of a brand at the same address', async () => {
    const one = await stage.connect('books', 'one')
    const two = await stage.connect('books', 'two')
    await deliver(replica.url, 'books/generic', signed(two.secret, sale('A-1'), { id: 'same' }))
    await deliver(replica.url, 'books/generic', signed(one.secret, sale('A-1'), { id: 'same' }))
    const rows = await rowsOf(stage)
    assert.deepEqual(
      rows.map((row) => [row['brand_id'], row['account'], row['shop']]),
      [
        [2n, 'two', two.shop.number],
        [2n, 'one', one.shop.number],
      ],
    )
  })

  it('keeps a test delivery and a live one of the same shop and id apart, whichever comes first', async () => {
    for (const [account, first, second] of [
      ['tried-first', 'test', 'live'],
      ['sold-first', 'live', 'test'],
    ] as const) {
      const one = await stage.connect('cafe', account, { mode: first })
      const two = await stage.connect('cafe', account, { mode: second })
      for (const { secret } of [one, two, one, two]) {
        const told = await deliver(replica.url, 'cafe/generic', signed(secret, sale('A-1'), { id: account }))
        assert.equal(told.status, 200)
      }
      const rows = await stage.database`select mode, shop from inbox where account = ${account} order by id`
      assert.deepEqual(
        rows.map((row) => [row['mode'], row['shop']]),
        [
          [first, one.shop.number],
          [second, two.shop.number],
        ],
      )
    }
    assert.deepEqual(await listAlerts(stage.database), [])
  })

  it('takes from an export of Shopify’s orders for paid what is paid', async () => {
    const shop = { brandId: 1, brand: 'cafe', number: 9, provider: 'shopify', account: 'a.myshopify.com', mode: 'live' }
    const states = ['paid', 'partially_refunded', 'refunded', 'authorized', 'voided']
    async function* lines() {
      for (const financial_status of states) yield JSON.stringify({ id: 1, financial_status })
    }
    await addDeliveries(stage, { shop: shop as Shop, lines: lines() })
    assert.deepEqual((await rowsOf(stage)).map(({ topic }) => topic as string).toSorted(), [
      'orders/cancelled',
      'orders/create',
      'orders/create',
      'orders/paid',
      'orders/paid',
    ])
    async function* strange() {
      yield JSON.stringify({ id: 1, financial_status: 'constructor' })
    }
    await assert.rejects(addDeliveries(stage, { shop: shop as Shop, lines: strange() }), /Line 1 has no type/)
  })

  it('takes what fits the secret of a test and a live connection for live', async () => {
    const { secret } = await stage.connect('cafe', 'one-secret', { mode: 'test' })
    await stage.connect('cafe', 'one-secret', { mode: 'live', secret })
    await deliver(replica.url, 'cafe/generic', signed(secret, sale('A-1')))
    const rows = await rowsOf(stage)
    assert.deepEqual(
      rows.map(({ mode }) => mode),
      ['live'],
    )
  })

  it('takes both secrets during a rotation, then the new one alone, at once and without a restart', async () => {
    const { secret, shop } = await stage.connect('cafe', 'rotating')
    const fresh = freshSecret('generic')
    const post = async (by: string) => (await deliver(replica.url, 'cafe/generic', signed(by, sale('A-1')))).status
    assert.deepEqual([await post(secret), await post(fresh)], [200, 401])
    const place = { home: stage.home, brandId: 1, number: shop.number }
    const formerUntil = new Date(Date.now() + 60_000)
    const cutOff = stage.database.begin(async (sql) => {
      await rotateSecret(sql, { ...place, secret: 'nobody was told this', formerUntil })
      throw new Error('the database went away')
    })
    await assert.rejects(cutOff, /went away/)
    await rotateSecret(stage.database, { ...place, secret: fresh, formerUntil })
    assert.deepEqual([await post(fresh), await post(secret)], [200, 200])
    const last = freshSecret('generic')
    await rotateSecret(stage.database, { ...place, secret: last, formerUntil: new Date() })
    assert.deepEqual([await post(last), await post(fresh), await post(secret)], [200, 401, 401])
  })

  it('takes nothing of a disconnected shop', async () => {
    const { secret, shop } = await stage.connect('books', 'leaving')
    assert.equal((await deliver(replica.url, 'books/generic', signed(secret, sale('A-1')))).status, 200)
    await disconnectShop(stage.database, { home: stage.home, brandId: 2, number: shop.number })
    await sleep(1_100)
    assert.equal((await deliver(replica.url, 'books/generic', signed(secret, sale('A-2')))).status, 401)
  })

  it('shuts out a shop whose secret cannot be read, and no other', async () => {
    const broken = await stage.connect('cafe', 'broken')
    const whole = await stage.connect('cafe', 'whole')
    await writeFile(join(secretsFolderOf(stage.home), `${webhookSecretName(broken.shop)}.json`), 'no keystore')
    const fresh = await stage.replica()
    assert.equal((await deliver(fresh.url, 'cafe/generic', signed(broken.secret, sale('A-1')))).status, 401)
    assert.equal((await deliver(fresh.url, 'cafe/generic', signed(whole.secret, sale('A-1')))).status, 200)
    assert.match(stage.troubles.map(String).join(), /is no keystore this program can read/)
  })

  it('knows no other brands, providers or verbs', async () => {
    const { secret } = await stage.connect('cafe', 'places')
    const delivery = signed(secret, sale('A-1'))
    for (const path of ['nobody/generic', 'cafe/paypal', 'cafe/till', 'CAFE/generic', 'cafe/square']) {
      const told = await deliver(replica.url, path, delivery)
      assert.deepEqual([path, told.status, told.body['code']], [path, 404, 'UnknownShop'])
    }
    const seen = await fetch(`${replica.url}/webhooks/cafe/generic`)
    assert.deepEqual([seen.status, seen.headers.get('allow')], [405, 'POST'])
    assert.deepEqual(await rowsOf(stage), [])
  })

  it('takes a body of 1 MiB, refuses more, with and without a stated length', async () => {
    const { secret } = await stage.connect('cafe', 'large')
    const frame = JSON.stringify({ type: 'sale.paid', text: '' })
    const bodyOf = (size: number) => frame.replace('""', `"${'x'.repeat(size - frame.length)}"`)
    const most = await deliver(replica.url, 'cafe/generic', signed(secret, bodyOf(1024 * 1024)))
    assert.equal(most.status, 200)
    const more = signed(secret, bodyOf(1024 * 1024 + 1))
    more.headers['connection'] = 'close'
    assert.deepEqual((await deliver(replica.url, 'cafe/generic', more)).body['code'], 'TooLarge')
    const stream = new Blob([more.body]).stream()
    const init = { method: 'POST', headers: more.headers, body: stream, duplex: 'half' }
    const chunked = await fetch(`${replica.url}/webhooks/cafe/generic`, init as RequestInit)
    assert.equal(chunked.status, 413)
    assert.equal((await rowsOf(stage)).length, 1)
  })

  it('keeps poison that is signed, for the worker to park with a reason', async () => {
    const { secret } = await stage.connect('cafe', 'poison')
    for (const body of ['', 'not json', '[]', '{"type":null}', '\u0000']) {
      assert.equal((await deliver(replica.url, 'cafe/generic', signed(secret, body))).status, 200)
    }
    const rows = await rowsOf(stage)
    assert.deepEqual(
      rows.map((row) => [row['topic'], row['status']]),
      Array.from({ length: 5 }, () => ['unknown', 'received']),
    )
  })

  it('writes what comes in a rush together, and lets nobody pay for what a neighbour cannot write', async () => {
    const { secret } = await stage.connect('cafe', 'rush')
    await stage.database`alter table inbox add constraint no_topic check (topic <> 'forbidden')`
    try {
      const bodies = Array.from({ length: 60 }, (_, index) =>
        index % 20 === 7 ? '{"type":"forbidden"}' : sale(`R-${index}`),
      )
      const twice = signed(secret, '{"type":"nul\\u0000"}', { id: 'twice' })
      const other = signed(secret, '{"type":"other"}', { id: 'twice' })
      const rush = [...bodies.map((body) => signed(secret, body)), twice, twice, other]
      const told = await Promise.all(rush.map((each) => deliver(replica.url, 'cafe/generic', each)))
      assert.equal(told.filter(({ status }) => status === 500).length, 3)
      assert.equal(told.filter(({ status }) => status === 200).length, 60)
      assert.equal(told.filter(({ body }) => body['duplicate'] === true).length, 2)
      const rows = await rowsOf(stage)
      assert.equal(rows.length, 58)
      assert.deepEqual(
        (await listAlerts(stage.database)).map(({ kind }) => kind),
        ['deliveryChanged'],
      )
    } finally {
      await stage.database`alter table inbox drop constraint no_topic`
    }
  })

  it('loses nothing and doubles nothing when it dies between the row and the answer', async () => {
    const { secret } = await stage.connect('cafe', 'dying')
    let died: () => void = () => undefined
    const dying = await stage.replica({
      checkpoint: async () => {
        died()
        await new Promise(() => undefined)
      },
    })
    const delivery = signed(secret, sale('A-1'))
    const first = deliver(dying.url, 'cafe/generic', delivery)
    const failed = assert.rejects(first)
    await new Promise<void>((resolve) => (died = resolve))
    await dying.stop()
    await failed
    const again = await deliver(replica.url, 'cafe/generic', delivery)
    assert.deepEqual([again.status, again.body['duplicate']], [200, true])
    assert.equal((await rowsOf(stage)).length, 1)
  })

  it('answers 500, never 200, where the row cannot be kept', async () => {
    const { secret } = await stage.connect('cafe', 'away')
    assert.equal((await deliver(replica.url, 'cafe/generic', signed(secret, sale('A-0')))).status, 200)
    await stage.database`alter table inbox rename to inbox_away`
    const told = await deliver(replica.url, 'cafe/generic', signed(secret, sale('A-1')))
    await stage.database`alter table inbox_away rename to inbox`
    assert.equal(told.status, 500)
    assert.equal((await rowsOf(stage)).length, 1)
  })

  it('tells an address to stop after many bad signatures, and goes on listening where good ones come too', async () => {
    const { secret } = await stage.connect('cafe', 'noisy')
    const bad = signed(freshSecret('generic'), sale('A-1'))
    const from = (address: string, { body, headers }: typeof bad) =>
      deliver(replica.url, 'cafe/generic', { body, headers: { ...headers, 'x-forwarded-for': address } })
    const many = async (address: string) => {
      const told = await Promise.all(Array.from({ length: 200 }, () => from(address, bad)))
      return told.map(({ status }) => status).toSorted()
    }
    const told = await many('192.0.2.1')
    assert.deepEqual([told[0], told[19], told[20], told[199]], [401, 401, 429, 429])
    const refused = await from('192.0.2.1', signed(secret, sale('A-1')))
    assert.deepEqual([refused.status, refused.body['code']], [429, 'TooManyBadSignatures'])
    assert.ok(Number(refused.headers.get('retry-after')) <= 60)
    assert.equal((await from('192.0.2.2', signed(secret, sale('A-2')))).status, 200)
    await many('192.0.2.2')
    assert.equal((await from('192.0.2.2', signed(secret, sale('A-3')))).status, 200)
  })

  it('logs nothing personal, no secret and no signature', async () => {
    const { secret } = await stage.connect('cafe', 'quiet')
    const delivery = signed(secret, sale('Q-1'))
    await deliver(replica.url, 'cafe/generic', delivery)
    await deliver(replica.url, 'cafe/generic', signed(freshSecret('generic'), sale('Q-2')))
    const log = [...stage.logged, ...stage.troubles.map(String)].join('\n')
    assert.match(log, /\/webhooks\/:brand\/:provider/)
    const told = [
      'private.person',
      'Q-1',
      secret,
      delivery.headers['webhook-signature']!,
      delivery.headers['webhook-id']!,
    ]
    for (const secretThing of told) assert.ok(!log.includes(secretThing), secretThing)
  })
})
