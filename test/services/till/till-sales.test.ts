import { strict as assert } from 'node:assert'
import { randomUUID } from 'node:crypto'
import { until } from '../relay/relay-stage.ts'
import { saleOf, startTillStage, TERMS, type Till, type TillStage } from './till-stage.ts'

describe('till: sales, returns, voids, queues', function () {
  this.timeout(120_000)
  let stage: TillStage
  let till: Till
  let member: string
  before(async () => {
    stage = await startTillStage()
    till = await stage.till()
    await stage.rules(stage.brands.first, { pendingSeconds: 86_400 })
    member = await enrolAt(till)
  })
  afterEach(function () {
    if (this.currentTest?.state === 'failed') console.log(stage.troubles())
  })
  after(() => stage.stop())

  const enrolAt = async (at: Till): Promise<string> =>
    (await at.post('/members', { consents: TERMS })).body.member as string

  it('wants a key with every POST, and one that fits', async () => {
    const { key } = till
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    for (const path of [
      '/members/lookup',
      '/members/confirm',
      '/members',
      '/preview',
      '/sales',
      '/returns',
      '/voids',
      '/queue',
    ]) {
      const without = await fetch(`${stage.service.url}/v1/till${path}`, { method: 'POST', headers, body: '{}' })
      const told = (await without.json()) as { code: string; type: string }
      assert.deepEqual([without.status, told.code], [400, 'KeyMissing'], path)
      assert.equal(told.type, 'urn:openpoints:problem:KeyMissing')
    }
    assert.equal((await till.post('/sales', saleOf('1.00'), 'with blank')).body.code, 'KeyUnfit')
    assert.equal((await till.post('/sales', saleOf('1.00'), 'x'.repeat(201))).body.code, 'KeyUnfit')
    assert.equal((await till.post('/sales', '{', 'k')).body.code, 'NotJson')
    const unread = await till.post('/sales', { ...saleOf('1.00'), lines: [{ id: '1', net: 1.5 }] })
    assert.deepEqual([unread.status, unread.body.code, unread.body.errors[0].path], [400, 'BadRequest', 'lines.0.net'])
  })

  it('gives the same key the very same answer, from whatever device, and refuses it for anything else', async () => {
    const key = randomUUID()
    const sale = saleOf('7.00', { member })
    const first = await till.post('/sales', sale, key)
    assert.equal(first.status, 201)
    const beside = await stage.till('first', { location: 'station' })
    for (const again of [await till.post('/sales', sale, key), await beside.post('/sales', sale, key)]) {
      assert.deepEqual([again.status, again.text], [first.status, first.text])
    }
    const other = await till.post('/sales', { ...sale, currency: 'EUR' }, key)
    assert.deepEqual([other.status, other.body.code], [422, 'KeyReused'])
    assert.equal((await till.post('/returns', sale, key)).status, 400)
    assert.equal((await till.post('/voids', { void: 'v', order: sale['order'] }, key)).body.code, 'KeyReused')
    const foreign = await stage.till('second')
    assert.equal(
      (await foreign.post('/sales', { ...sale, member: undefined }, key)).status,
      201,
      'a key is its brand’s',
    )
    assert.equal((await rowsOf(sale['sale'] as string)).length, 2)
  })

  it('repeats a refusal too, byte by byte, though it would be none any more', async () => {
    const key = randomUUID()
    const order = `LATE-${key.slice(0, 8)}`
    const refused = await till.post('/voids', { void: 'void-1', order }, key)
    assert.deepEqual([refused.status, refused.body.code], [404, 'UnknownOrder'])
    await till.post('/sales', saleOf('3.00', { order }))
    const again = await till.post('/voids', { void: 'void-1', order }, key)
    assert.deepEqual([again.status, again.text], [404, refused.text])
    assert.equal((await till.post('/voids', { void: 'void-1', order })).status, 201)
  })

  it('says that the first is still at work, and books once however many ask at once', async () => {
    const key = randomUUID()
    const sale = saleOf('2.00', { member })
    const told = await stage.database.begin(async (sql) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`till ${stage.brands.first} ${key}`}, 0))`
      return till.post('/sales', sale, key)
    })
    assert.deepEqual([told.status, told.body.code], [409, 'StillRunning'])
    const many = await Promise.all(Array.from({ length: 12 }, () => till.post('/sales', sale, key)))
    assert.deepEqual([...new Set(many.map(({ status }) => status))].toSorted().at(0), 201)
    assert.equal((await till.post('/sales', sale, key)).status, 201)
    const withKeys = await Promise.all(Array.from({ length: 8 }, () => till.post('/sales', sale)))
    assert.ok(withKeys.every(({ status, body }) => status === 201 && body.known === true))
    assert.equal((await rowsOf(sale['sale'] as string)).length, 1)
  })

  it('leaves nothing behind where the work fails in the middle, and does it with the same key afterwards', async () => {
    const key = randomUUID()
    const sale = saleOf('2.00', { member })
    await stage.database`alter table inbox rename to inbox_away`
    const failed = await till.post('/sales', sale, key)
    await stage.database`alter table inbox_away rename to inbox`
    assert.equal(failed.status, 500)
    const entries = await stage.database`select 1 from till_entries where entry_id = ${sale['sale'] as string}`
    assert.equal(entries.length, 0)
    const again = await till.post('/sales', sale, key)
    assert.deepEqual([again.status, again.body.known], [201, false])
  })

  it('refuses what an id or an order stands for already', async () => {
    const sale = saleOf('4.00', { member })
    await till.post('/sales', sale)
    const other = await till.post('/sales', { ...sale, sale: randomUUID() })
    assert.deepEqual([other.status, other.body.code], [409, 'OrderTaken'])
    assert.equal((await till.post('/sales', { ...saleOf('4.00'), sale: sale['sale'] })).body.code, 'IdTaken')
    assert.equal((await till.post('/voids', { void: sale['sale'], order: sale['order'] })).body.code, 'IdTaken')
    const late = await till.post('/sales', saleOf('4.00', { at: new Date(Date.now() + 600_000).toISOString() }))
    assert.deepEqual([late.status, late.body.code], [422, 'AtUnfit'])
    assert.equal((await till.post('/sales', saleOf('4.00', { total: '3.99' }))).body.code, 'TotalTooSmall')
  })

  it('takes back at another store, telescoping, and tells beforehand what the books then take', async () => {
    const beside = await stage.till('first', { location: 'station' })
    const lines = [
      { id: '1', net: '9.99', quantity: '3' },
      { id: '2', net: '30.01', quantity: '1' },
    ]
    const sale = saleOf('0', { member, lines })
    assert.equal((await till.post('/sales', sale)).body.earned, '40.00')
    const order = sale['order'] as string
    const taken: string[] = []
    for (const back of [
      { lines: [{ id: '1', quantity: '1' }] },
      { lines: [{ id: '1', quantity: '1' }] },
      { amount: '3.33' },
    ]) {
      const told = await beside.post('/returns', { return: randomUUID(), order, ...back })
      assert.equal(told.status, 201, told.text)
      taken.push(told.body.taken)
    }
    assert.deepEqual(taken, ['4.00', '3.00', '3.00'])
    const again = { return: randomUUID(), order, full: true }
    const all = await beside.post('/returns', again)
    assert.deepEqual([all.body.taken, all.body.text], ['30.00', '30 points go back with this return.'])
    const known = await till.post('/returns', again)
    assert.deepEqual([known.body.known, known.body.taken], [true, '30.00'])
    const strange = await till.post('/returns', { return: randomUUID(), order, lines: [{ id: '9' }] })
    assert.deepEqual([strange.status, strange.body.code], [422, 'UnknownLine'])
    assert.deepEqual(await bookedOf(order), { earned: 4_000n, taken: 4_000n })
  })

  it('tells the same whether the worker was there already or not', async () => {
    const sale = saleOf('100.00', { member })
    await till.post('/sales', sale)
    const order = sale['order'] as string
    await until(async () => (await bookedOf(order))?.earned === 10_000n)
    const told = await till.post('/returns', { return: randomUUID(), order, amount: '12.50' })
    assert.equal(told.body.taken, '13.00')
    await until(async () => (await bookedOf(order))?.taken === 1_300n)
    const voided = await till.post('/voids', { void: randomUUID(), order })
    assert.deepEqual([voided.body.taken, voided.body.text], ['87.00', '87 points go back with this void.'])
    await until(async () => (await bookedOf(order))?.taken === 10_000n)
    assert.equal((await till.post('/voids', { void: randomUUID(), order })).body.code, 'OrderTaken')
  })

  it('refuses the id of a return that was booked for another order, also once the books have it', async () => {
    const [one, other] = [saleOf('20.00', { member }), saleOf('30.00', { member })]
    for (const sale of [one, other]) await till.post('/sales', sale)
    const back = { return: randomUUID(), amount: '5.00' }
    assert.equal((await till.post('/returns', { ...back, order: one['order'] })).body.taken, '5.00')
    await until(async () => (await bookedOf(one['order'] as string))?.taken === 500n)
    const told = await till.post('/returns', { ...back, order: other['order'] })
    assert.deepEqual([told.status, told.body.code], [409, 'IdTaken'])
  })

  it('takes back what a till sold before the database was brought back without it', async () => {
    const sale = saleOf('20.00', { member })
    const order = sale['order'] as string
    await till.post('/sales', sale)
    await until(async () => (await bookedOf(order))?.earned === 2_000n)
    await stage.database`delete from till_entries where order_id = ${order}`
    const strange = await till.post('/returns', { return: randomUUID(), order, lines: [{ id: '9' }] })
    assert.equal(strange.body.code, 'UnknownLine')
    const told = await till.post('/returns', { return: randomUUID(), order, lines: [{ id: '1', net: '5.00' }] })
    assert.deepEqual([told.status, told.body.taken], [201, '5.00'])
    const voided = await till.post('/voids', { void: randomUUID(), order })
    assert.deepEqual([voided.status, voided.body.taken], [201, '15.00'])
    await until(async () => (await bookedOf(order))?.taken === 2_000n)
  })

  it('promises nothing in a currency without a rate, and earns once the brand gives it one', async () => {
    const sale = saleOf('10.00', { member, currency: 'CHF' })
    const order = sale['order'] as string
    assert.equal((await till.post('/preview', { currency: 'CHF', lines: sale['lines'] })).body.earned, '0.00')
    assert.equal((await till.post('/sales', sale)).body.earned, '0.00')
    await until(async () => (await rowsOf(sale['sale'] as string))[0]?.['status'] === 'parked')
    const [row] = await rowsOf(sale['sale'] as string)
    assert.match(String(row?.['reason']), /no rate for CHF: give one \(points shop rules --other-rate\), then retry/)
    const back = await till.post('/returns', { return: randomUUID(), order, amount: '5.00' })
    assert.deepEqual([back.status, back.body.taken], [201, '0.00'])
    await stage.rules(stage.brands.first, { pendingSeconds: 86_400, otherRates: { CHF: '2', USD: '1' } })
    await stage.database`
      update inbox set status = 'received', settled_at = null, due_at = now() where id = ${row!['id'] as bigint}`
    await until(async () => (await bookedOf(order))?.earned === 2_000n)
    assert.deepEqual(await bookedOf(order), { earned: 2_000n, taken: 1_000n })
  })

  it('earns nothing where nobody is named, and says what a member would get', async () => {
    const sale = saleOf('11.00')
    const { body } = await till.post('/sales', sale)
    assert.deepEqual([body.earned, body.reasons], ['11.00', ['noMember']])
    assert.equal(body.text, 'Members get 11 points for this purchase.')
    const returned = await till.post('/returns', { return: randomUUID(), order: sale['order'], full: true })
    assert.equal(returned.body.taken, '0.00')
    await until(async () => (await bookedOf(sale['order'] as string)) !== undefined)
    assert.deepEqual(await bookedOf(sale['order'] as string), { earned: 0n, taken: 0n })
  })

  it('books a queue once, though it comes twice, shuffled, in parts and from another device', async () => {
    const at = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()
    const account = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
    const qr = await stage.codeOf(account, new Date(Date.now() - 20 * 3_600_000))
    const entries = [
      saleOf('10.00', { member, at: at(30) }),
      saleOf('20.00', { member: { qr }, at: at(20) }),
      saleOf('30.00', { member: { card: 'unknown-card' }, at: at(19) }),
      saleOf('40.00', { at: at(18) }),
      saleOf('50.00', { member, at: at(17), payments: [randomUUID()] }),
      saleOf('60.00', { member: { qr }, at: at(10) }),
      saleOf('70.00', { member, at: at(24 * 31) }),
    ]
    const first = await till.post('/queue', { entries })
    assert.equal(first.status, 200, first.text)
    assert.deepEqual(
      first.body.entries.map((each: Record<string, never>) => [
        each['status'],
        (each['problem'] as never)?.['code'] ?? each['earned'],
      ]),
      [
        ['booked', '10.00'],
        ['booked', '20.00'],
        ['refused', 'UnknownMember'],
        ['booked', '40.00'],
        ['refused', 'OfflinePayment'],
        ['refused', 'CodeOver'],
        ['refused', 'AtUnfit'],
      ],
    )
    const beside = await stage.till('first', { location: 'station' })
    const again = await beside.post('/queue', { entries: [entries[3], entries[0]] })
    const rest = await beside.post('/queue', { entries: [entries[1]] })
    const states = [...again.body.entries, ...rest.body.entries].map(({ status }: { status: string }) => status)
    assert.deepEqual(states, ['known', 'known', 'known'])
    for (const entry of entries.slice(0, 2)) assert.equal((await rowsOf(entry['sale'] as string)).length, 1)
    await until(async () => (await bookedOf(entries[0]!['order'] as string))?.earned === 1_000n)
    const none = await till.post('/queue', { entries: [saleOf('1.00')] })
    assert.deepEqual([none.status, none.body.errors[0].path], [400, 'entries.0.at'])
  })

  it('tries the sales of a test device, and mints nothing for them', async () => {
    const trying = await stage.till('first', { mode: 'test' })
    const sale = saleOf('15.00', { member })
    assert.equal((await trying.post('/sales', sale)).body.earned, '15.00')
    await until(async () => (await rowsOf(sale['sale'] as string))[0]?.['status'] === 'processed')
    const [row] = await rowsOf(sale['sale'] as string)
    assert.equal(row?.['mode'], 'test')
    assert.equal(await bookedOf(sale['order'] as string), undefined)
    assert.equal((await till.post('/voids', { void: randomUUID(), order: sale['order'] })).body.code, 'UnknownOrder')
    const payment = await trying.post('/payments', { order: sale['order'], value: '1.00' })
    assert.deepEqual([payment.status, payment.body.code], [422, 'TestDevice'])
  })

  it('shows no brand anything of another: every route, every foreign name', async () => {
    const foreign = await stage.till('second')
    const sale = saleOf('9.00', { member })
    await till.post('/sales', sale)
    const order = sale['order']
    const { body: payment } = await till.post('/payments', { order, value: '1.00' })
    const { body: card } = await till.post('/members', { card: 'MATRIX-1', phone: '+447946099999', consents: TERMS })
    const { body: found } = await till.post('/members/lookup', { phone: '+447946099999' })
    const place = `/payments/${payment.id}`
    const asked: [string, unknown, string][] = [
      ['/members/lookup', { phone: '+447946099999' }, 'UnknownMember'],
      ['/members/lookup', { card: 'MATRIX-1' }, 'UnknownMember'],
      ['/members/confirm', { candidate: found.candidate, ending: '9999' }, 'UnknownMember'],
      ['/preview', { currency: 'GBP', lines: [], member }, 'UnknownMember'],
      ['/sales', saleOf('1.00', { member }), 'UnknownMember'],
      ['/sales', saleOf('1.00', { member: card.member }), 'UnknownMember'],
      ['/sales', saleOf('1.00', { member: { card: 'MATRIX-1' } }), 'UnknownMember'],
      ['/sales', saleOf('1.00', { order, payments: [payment.id] }), 'UnknownPayment'],
      ['/returns', { return: randomUUID(), order, full: true }, 'UnknownOrder'],
      ['/voids', { void: randomUUID(), order }, 'UnknownOrder'],
      ['/payments', { order, value: '1.00', member }, 'UnknownMember'],
      [`${place}/cancel`, {}, 'UnknownPayment'],
      [`${place}/accept`, {}, 'UnknownPayment'],
      [`${place}/intent`, { intent: { verb: 'Pay', payload: '0x', signature: '0x' } }, 'UnknownPayment'],
    ]
    for (const [path, body, code] of asked) {
      const told = await foreign.post(path, body)
      assert.deepEqual([path, told.status, told.body.code], [path, 404, code])
    }
    for (const path of [place, `${place}/events`]) {
      const told = await foreign.get(path)
      assert.deepEqual([path, told.status, told.body.code], [path, 404, 'UnknownPayment'])
    }
    const queue = await foreign.post('/queue', { entries: [saleOf('1.00', { member, at: new Date().toISOString() })] })
    assert.equal(queue.body.entries[0].problem.code, 'UnknownMember')
    assert.equal((await till.get(place)).body.state, 'requested', 'nothing of it came to pass')
    assert.equal((await foreign.post('/sales', saleOf('1.00', { order }))).status, 201, 'orders are each brand’s own')
  })

  it('may keep its connection for longer than a proxy does, who would else send into one that just ends', async () => {
    const told = await fetch(`${stage.service.url}/healthz`)
    assert.equal(told.headers.get('keep-alive'), 'timeout=65')
  })

  it('takes a megabyte, and no more', async () => {
    const lines = Array.from({ length: 1_000 }, (_, i) => ({ id: String(i), net: '0.01', product: 'x'.repeat(150) }))
    assert.equal((await till.post('/preview', { currency: 'GBP', lines })).status, 200)
    const told = await till.post('/preview', { currency: 'GBP', lines: [], member: 'x'.repeat(1_100_000) })
    assert.deepEqual([told.status, told.body.code], [413, 'TooLarge'])
  })

  const rowsOf = (id: string) => stage.database`select * from inbox where delivery_id = ${id} order by id`

  async function bookedOf(order: string): Promise<{ earned: bigint; taken: bigint } | undefined> {
    await stage.booked()
    const [row] = await stage.database<{ earned: bigint; taken: bigint }[]>`
      select earned, taken from orders where provider = 'till' and brand_id = ${stage.brands.first} and order_id = ${order}`
    return row && { earned: row.earned, taken: row.taken }
  }
})
