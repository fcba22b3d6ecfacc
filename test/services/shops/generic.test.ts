import { strict as assert } from 'node:assert'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { UnreadableDelivery } from '../../../service/shops/delivery-error.ts'
import { decodeEvents, encodeEvents } from '../../../service/shops/canonical-json.ts'
import { tellOpenpoints } from '../../../service/shops/generic-client.ts'
import { genericJsonSchema } from '../../../service/shops/generic-schema.ts'
import type { ShopEvent } from '../../../service/shops/shop-event.ts'
import { verifyDelivery } from '../../../service/shops/verify-delivery.ts'
import { bytes, cents, events, ignored, one, read, unreadable } from './deliver.ts'

const SCHEMA = new URL('../../../service/shops/generic.schema.json', import.meta.url)
const CLIENT = new URL('../../../service/shops/generic-client.ts', import.meta.url)
const GUIDE = new URL('../../../docs/connect.md', import.meta.url)
const ACCOUNT = '0x52908400098527886E0F7030069857D2E4169EE7'

const line = (fields: object = {}) => ({ id: '1', sku: 'X', quantity: '1', net: '12.34', tax: '2.47', ...fields })

const data = (fields: object = {}) => ({
  order: 'A-1',
  currency: 'EUR',
  channel: 'store',
  customer: { id: 'c-9', email: 'ada@home.example', phone: '+441234567890', account: ACCOUNT.toLowerCase() },
  lines: [line({ gift_card: false, categories: ['tea'] })],
  points_tender: '0.00',
  payments: ['pay_1'],
  test: false,
  ...fields,
})

const message = (type: string, fields: object) => ({ type, at: '2026-11-22T02:02:03+01:00', data: fields })
const paid = (fields?: object) => message('sale.paid', data(fields))
const sale = (fields?: object) => one('sale', 'generic', 'sale.paid', paid(fields))
const common = { at: '2026-11-22T01:02:03.000Z', test: false }

describe('generic', () => {
  it('reads a sale', async () => {
    assert.deepEqual(await sale({ version: '3', location: 'Kreuzberg', staff: 'kim' }), {
      kind: 'sale',
      ...common,
      orderId: 'A-1',
      paidAt: common.at,
      currency: 'EUR',
      version: 3n,
      channel: 'store',
      location: 'Kreuzberg',
      staff: 'kim',
      customer: { id: 'c-9', email: 'ada@home.example', phone: '+441234567890', account: ACCOUNT },
      lines: [
        {
          lineId: '1',
          sku: 'X',
          product: undefined,
          categories: ['tea'],
          quantity: '1',
          net: cents(1_234),
          tax: cents(247),
          giftCard: false,
        },
      ],
      total: cents(1_481),
      pointsTender: 0n,
      paymentIds: ['pay_1'],
    })
  })

  it('needs no more than order, currency and lines with their net', async () => {
    const least = await one(
      'sale',
      'generic',
      'sale.paid',
      message('sale.paid', { order: 'A', currency: 'EUR', lines: [{ id: '1', net: '1' }] }),
    )
    assert.deepEqual(
      [least.channel, least.customer, least.total, least.pointsTender, least.test, least.lines[0]?.quantity],
      ['web', undefined, 1_000_000n, 0n, false, '1'],
    )
    assert.equal((await sale({ lines: [line({ gift_card: true })] })).lines[0]?.giftCard, true)
    assert.equal((await sale({ total: '20', points_tender: '5.5' })).total, cents(2_000))
  })

  it('reads returns by lines and by amount', async () => {
    const back = (fields: object) =>
      one('return', 'generic', 'sale.returned', message('sale.returned', { refund: 'R-1', order: 'A-1', ...fields }))
    const base = { kind: 'return', ...common, refundId: 'R-1', orderId: 'A-1' }
    assert.deepEqual(await back({ amount: '5.00' }), { ...base, amount: cents(500) })
    assert.deepEqual(await back({ lines: [{ id: '1', quantity: '0.5', net: '6.17' }, { id: '2' }], amount: '7.40' }), {
      ...base,
      lines: [
        { lineId: '1', quantity: '0.5', net: cents(617) },
        { lineId: '2', quantity: '1' },
      ],
      amount: cents(740),
    })
    assert.equal((await back({ lines: [{ id: '1', net: '6.17' }] })).amount, cents(617))
    assert.equal((await back({ amount: '5.00', staff: 'till-7' })).staff, 'till-7')
    await unreadable(/data/, 'generic', 'sale.returned', message('sale.returned', { refund: 'R-1', order: 'A-1' }))
  })

  it('reads a return undone and a cancelled order', async () => {
    assert.deepEqual(
      await events('generic', 'sale.return_undone', message('sale.return_undone', { refund: 'R-1', order: 'A-1' })),
      [{ kind: 'returnUndone', ...common, refundId: 'R-1', orderId: 'A-1' }],
    )
    assert.deepEqual(
      await events('generic', 'sale.cancelled', message('sale.cancelled', { order: 'A-1', test: true })),
      [{ kind: 'cancel', ...common, test: true, orderId: 'A-1' }],
    )
  })

  it('refuses figures that are no text, values out of bounds and fields it does not know', async () => {
    const wrong: object[] = [
      { lines: [line({ net: 12.34 })] },
      { lines: [line({ net: '-1' })] },
      { lines: [line({ net: '1e3' })] },
      { lines: [line({ net: '0.0000001' })] },
      { lines: [line({ giftcard: true })] },
      { lines: Array.from({ length: 1_001 }, () => line()) },
      { order: 'A 1' },
      { order: 'x'.repeat(101) },
      { currency: 'eur' },
      { customer: { phone: '030 123' } },
      { customer: { account: '0x12' } },
      { channel: 'mail' },
    ]
    for (const fields of wrong) await unreadable(/data\./, 'generic', 'sale.paid', paid(fields))
    await unreadable(/at /, 'generic', 'sale.paid', { ...paid(), at: '2026-11-22T02:02:03' })
  })

  it('ignores messages of another type, and parks what is none', async () => {
    assert.match(await ignored('generic', 'stock.changed', message('stock.changed', {})), /not known/)
    await unreadable(/JSON/, 'generic', 'unknown', '<xml/>')
    await unreadable(/type/, 'generic', 'unknown', { data: {} })
  })

  it('is described by the committed JSON schema', () => {
    const committed: unknown = JSON.parse(readFileSync(SCHEMA, 'utf8'))
    assert.deepEqual(committed, JSON.parse(genericJsonSchema()), 'run node service/shops/write-generic-schema.ts')
    assert.equal((committed as { $schema: string }).$schema, 'https://json-schema.org/draft/2020-12/schema')
  })

  it('is shown in the guide as it is: the client, and messages that are read', async () => {
    const guide = readFileSync(GUIDE, 'utf8')
    assert.ok(guide.includes(readFileSync(CLIENT, 'utf8').trim()), 'the client in docs/connect.md is another one')
    const messages = [...guide.matchAll(/```json\n([\s\S]*?)```/g)].map(
      ([, json]) => JSON.parse(json!) as { type: string },
    )
    assert.deepEqual(
      messages.map(({ type }) => type),
      ['sale.paid', 'sale.returned', 'sale.returned', 'sale.return_undone', 'sale.cancelled'],
    )
    for (const each of messages) assert.equal((await events('generic', each.type, each)).length, 1)
  })

  it('is spoken by the client', async () => {
    const secret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`
    const received: { headers: Headers; body: string }[] = []
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        received.push({ headers: new Headers(request.headers as Record<string, string>), body })
        response.statusCode = received.length === 1 ? 503 : 200
        response.end('later')
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/tea/generic`
      const shop = { url, secret }
      await assert.rejects(tellOpenpoints(shop, paid(), 'msg_1'), /openpoints answered 503: later/)
      await tellOpenpoints(shop, paid(), 'msg_1')
      for (const { headers, body } of received) {
        const verified = verifyDelivery('generic', {
          headers,
          body: bytes(body),
          url,
          secrets: [secret],
          now: new Date(),
        })
        assert.ok(verified.kind === 'delivery')
        assert.deepEqual([verified.deliveryId, verified.topic], ['msg_1', 'sale.paid'])
        assert.equal((await one('sale', 'generic', verified.topic, body)).orderId, 'A-1')
      }
    } finally {
      server.close()
    }
  })
})

describe('canonical events', () => {
  const told: ShopEvent[] = [
    { kind: 'refundList', ...common, orderId: 'A-1', version: 5n, refundIds: ['1'] },
    { kind: 'cancel', ...common, orderId: 'A-1' },
    { kind: 'returnUndone', ...common, refundId: 'R-1', orderId: 'A-1' },
    {
      kind: 'privacy',
      ...common,
      request: 'redactCustomer',
      customer: { email: 'ada@home.example' },
      orderIds: ['A-1'],
    },
    {
      kind: 'return',
      ...common,
      refundId: 'R-1',
      orderId: 'A-1',
      lines: [{ lineId: '1', quantity: '1', net: 1n }],
      amount: 2n,
      basis: 0n,
    },
  ]

  it('come back from the bytes the till stores as they were', async () => {
    const all = [...told, await sale()]
    assert.deepEqual(decodeEvents(encodeEvents(all)), JSON.parse(JSON.stringify(all, undefinedGone), bigAgain))
    const read = await events('till', 'sale', new TextDecoder().decode(encodeEvents(told)))
    assert.deepEqual(read, told)
  })

  it('are refused where a field is wrong or unknown', () => {
    for (const wrong of [{ ...told[1], orderId: 5 }, { ...told[1], extra: 1 }, { kind: 'sale' }, 'cancel']) {
      assert.throws(() => decodeEvents(bytes(JSON.stringify([wrong]))), UnreadableDelivery)
    }
  })
})

describe('damaged deliveries', () => {
  it('are unreadable or mean something, and never fail otherwise', async () => {
    const whole = JSON.stringify(paid())
    for (let at = 0; at < whole.length; at++) {
      for (const damaged of [
        whole.slice(0, at),
        `${whole.slice(0, at)}"${whole.slice(at + 1)}`,
        `${whole.slice(0, at)}0${whole.slice(at + 1)}`,
      ]) {
        await read('generic', 'sale.paid', damaged).catch((error: unknown) => {
          assert.ok(error instanceof UnreadableDelivery, String(error))
        })
      }
    }
  })
})

const undefinedGone = (_key: string, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)
const bigAgain = (_key: string, value: unknown) =>
  typeof value === 'string' && /^-?\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value
