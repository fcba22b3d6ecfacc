import { strict as assert } from 'node:assert'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { journalPath, keepJournal, PlanJournal, readJournal } from '../../../service/import/plan-journal.ts'
import type { Transaction } from '../../../service/database/open-database.ts'
import { ErasedNames } from '../../../service/people/erased-names.ts'
import { eraseRows, type TheirRows } from '../../../service/people/erase-rows.ts'
import { readErasure } from '../../../service/people/erasure.ts'
import { rewriteJournals } from '../../../service/people/rewrite-journals.ts'
import { type PeopleStage, startPeopleStage } from './people-stage.ts'

const names = new ErasedNames(`0x${'42'.repeat(32)}`)
const ACCOUNT = `0x${'aa'.repeat(20)}`
const OTHER = `0x${'bb'.repeat(20)}`

describe('names of orders that are erased', function () {
  this.timeout(60_000)
  let stage: PeopleStage
  before(async () => {
    stage = await startPeopleStage()
  })
  after(() => stage.stop())

  const order = (number: number, provider: string, shop: string, name: string) => {
    return { number, provider, shop, order: name, reference: `0x${String(number).padStart(64, '0')}` }
  }
  const ORDERS = [order(1, 'woocommerce', 'cafe.test', '5550001'), order(2, 'generic', 'corner', 'ORD-77-x')]
  const TILL = order(3, 'till', 'till', 'HS-ann-1')

  const erase = (orders: TheirRows['orders'], more: Partial<TheirRows> = {}) =>
    stage.database.begin(async (sql) => {
      const [row] = await sql<{ id: bigint }[]>`
        insert into erasures (brand_id, subject, pseudonym, actor) values (1, ${randomUUID()}, 'gone-x', 'test') returning id`
      const erasure = await readErasure(sql, { brandId: 1, id: row?.id ?? 0n })
      await eraseRows(sql, { erasure, orders, names, subjects: [], accounts: [], hashes: [], ...more })
    })
  const all = async (sql: (sql: Transaction) => Promise<readonly unknown[]>) =>
    JSON.stringify(await stage.database.begin((each) => sql(each)), (_key, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    )

  it('stand in no delivery’s id', async () => {
    const hash = 'f'.repeat(32)
    const ids: [string, string, string][] = [
      ['woocommerce', 'cafe.test', `5550001:2026-11-20T10:00:06:${hash}`],
      ['woocommerce', 'cafe.test', `555000:2026-11-20T10:00:06:${hash}`],
      ['generic', 'corner', 'key 3:retry ORD-77-x'],
      ['generic', 'corner', `key 3 ${'5'.repeat(64)}`],
      ['generic', 'corner', 'msg_1'],
      ['generic', 'elsewhere', 'ORD-77-x'],
    ]
    for (const [provider, account, id] of ids) {
      await stage.database`
        insert into inbox (brand_id, shop, provider, account, delivery_id, topic, mode, digest, status)
        values (1, 1, ${provider}, ${account}, ${id}, 't', 'live', '', 'processed')`
    }
    await erase(ORDERS)
    const rows = await stage.database`select id, delivery_id as name from inbox order by id`
    assert.deepEqual(
      rows.map((row) => row['name'] as string),
      [`sha256:${hash}`, ids[1]?.[2], `erased ${rows[2]?.['id']}`, ids[3]?.[2], 'msg_1', 'ORD-77-x'],
    )
  })

  it('stand in no alert, payment or message, also of a payment that no sale came of', async () => {
    const pay = async (name: string, member: string): Promise<string> => {
      const id = randomUUID()
      await stage.database`
        insert into till_payments (id, brand_id, account, device, location, order_id, order_text, reference, value, member,
          state, expires_at)
        values (${id}, 1, 'till', 1, 'x', ${name}, ${name}, ${`ref-${id}`}, 5, ${member}, 'done', now())`
      const data = { payment: id, order: name, account: member }
      await stage.database`
        insert into webhook_messages (id, brand_id, target, type, mode, body)
        values (${id}, 1, 1, 'payment.returned', 'live', ${JSON.stringify({ type: 'payment.returned', data })})`
      const detail = { payment: id, order: name, command: `points refund cafe ${name} --member 0x --as cafe-minter` }
      await stage.database`
        insert into alerts (brand_id, kind, subject, detail)
        values (1, 'latePayment', ${id}, ${JSON.stringify(detail)}::text::jsonb)`
      return id
    }
    await stage.database`
      insert into webhook_targets (brand_id, number, url, mode) values (1, 1, 'http://127.0.0.1:9/', 'live')`
    const sold = await pay('HS-ann-1', OTHER)
    const unsold = await pay('HS-ann-2', ACCOUNT)
    const other = await pay('HS-bob-1', OTHER)
    const refunds = { provider: 'generic', shop: 'corner', refund: ['points refund cafe ORD-77-x --member 0x'] }
    await stage.database`
      insert into alerts (brand_id, kind, subject, detail)
      values (1, 'paymentOfTwoOrders', '2', ${JSON.stringify(refunds)}::text::jsonb)`
    await erase([...ORDERS, TILL], { accounts: [ACCOUNT] })

    const payments = await all((sql) => sql`select order_id, order_text, member from till_payments order by created_at`)
    const alerts = await all((sql) => sql`select subject, detail from alerts order by id`)
    for (const text of [payments, alerts]) {
      for (const name of ['HS-ann-1', 'HS-ann-2', 'ORD-77-x']) assert.ok(!text.includes(name), `${name} ${text}`)
      assert.ok(text.includes('HS-bob-1'))
    }
    assert.ok(alerts.includes(`points refund cafe ref-${sold} --member`))
    assert.ok(alerts.includes(names.order('generic', 'corner', 'ORD-77-x')))
    assert.ok(!payments.includes(ACCOUNT))
    const kept = await stage.database`select id from webhook_messages where body is not null`
    assert.deepEqual(
      kept.map((row) => row['id'] as string),
      [other],
    )
    const [row] = await stage.database`select order_id from till_payments where id = ${unsold}`
    assert.equal(row?.['order_id'], names.order('till', 'till', 'HS-ann-2'))
  })

  it('stand in no journal, also of a refund that came before its sale', async () => {
    const home = await mkdtemp(join(tmpdir(), 'points-journals-'))
    const write = async (run: number, rows: [string, object[]][]) => {
      const path = journalPath(home, 'cafe', run)
      const journal = await PlanJournal.start(path)
      for (const [kind, each] of rows) journal.write(kind as 'returns', JSON.stringify(JSON.stringify(each)))
      await journal.finish()
      await keepJournal(path)
    }
    const refund = (refund_id: string, order_number: number | null, payment_id: string | null) => {
      return { provider: 'stripe', shop: 'acct', refund_id, order_number, payment_id, staff: 'Eva' }
    }
    await write(1, [['returns', [refund('re_ann', null, 'py_ann'), refund('re_bob', null, 'py_bob')]]])
    await write(2, [
      ['orders', [{ number: 9, provider: 'stripe', shop: 'acct', order_id: 'cs_ann', member: 5, reference: '0x' }]],
      ['salePayments', [{ provider: 'stripe', shop: 'acct', payment_id: 'py_ann', order_number: 9 }]],
    ])
    await write(3, [
      ['returns', [refund('re_late', null, null)]],
      [
        'members',
        [
          { number: 5, external_id: 'cust-ann', account: ACCOUNT },
          { number: 6, external_id: 'cust-bob', account: OTHER },
        ],
      ],
    ])
    const isTheirs = (name: string) => name === 'cust-ann'
    const erasure = { pseudonym: 'gone-x', provider: null, shop: null, account: null, member: 5, hashes: [] }
    const whose = (name: string) => (isTheirs(name) ? [erasure] : [])
    const facts = new Set([names.refund('stripe', 'acct', 're_late')])
    assert.equal(await rewriteJournals(home, 'cafe', { names, whose, all: [erasure], orders: [], facts }), 3)
    const texts: string[] = []
    for (const run of [1, 2, 3])
      for await (const entry of readJournal(journalPath(home, 'cafe', run))) texts.push(JSON.stringify(entry))
    assert.ok(texts.join('').includes(OTHER))
    for (const name of ['re_ann', 'py_ann', 'cs_ann', 're_late', 'cust-ann', ACCOUNT])
      assert.ok(!texts.join('\n').includes(name), name)
    assert.ok(texts[0]?.includes('re_bob') && texts[0].includes('Eva'))
    assert.ok(texts[0]?.includes(names.refund('stripe', 'acct', 're_ann')))
    await rm(home, { recursive: true })
  })
})
