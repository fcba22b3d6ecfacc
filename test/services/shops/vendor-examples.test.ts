import { strict as assert } from 'node:assert'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { UnreadableDelivery } from '../../../service/shops/delivery-error.ts'
import { parseExactJson } from '../../../service/shops/exact-json.ts'
import type { WebhookProvider } from '../../../service/shops/shop-delivery.ts'
import { verifyDelivery } from '../../../service/shops/verify-delivery.ts'
import { api, bytes, cents, events, ignored, mac, one, read } from './deliver.ts'

const FOLDER = fileURLToPath(new URL('../../../../shared/data/webhooks/', import.meta.url))
const URL_GIVEN = 'https://example.test/hooks/square'
const NOW = 1_700_000_000

const file = (name: string): string => readFileSync(`${FOLDER}${name}`, 'utf8')

/** Headers as the vendor would send them, signed with the secrets of the reference's vectors. */
function signed(provider: WebhookProvider, topic: string, body: string): Headers {
  switch (provider) {
    case 'shopify':
      return new Headers({
        'x-shopify-hmac-sha256': mac('test_secret', 'base64', body),
        'x-shopify-topic': topic,
        'x-shopify-shop-domain': 'tea.myshopify.com',
        'x-shopify-webhook-id': `w-${topic}`,
      })
    case 'woocommerce':
      return new Headers({
        'x-wc-webhook-signature': mac('test_secret', 'base64', body),
        'x-wc-webhook-topic': topic,
        'x-wc-webhook-source': 'https://example.com/',
      })
    case 'square':
      return new Headers({ 'x-square-hmacsha256-signature': mac('test_secret', 'base64', URL_GIVEN + body) })
    case 'stripe':
      return new Headers({ 'stripe-signature': `t=${NOW},v1=${mac('whsec_test', 'hex', `${NOW}.${body}`)}` })
    case 'generic':
      throw new Error('has no vendor')
  }
}

/** The topic under which a signed example arrives. */
function arrives(provider: WebhookProvider, topic: string, body: string): string {
  const secrets = [provider === 'stripe' ? 'whsec_test' : 'test_secret']
  const headers = signed(provider, topic, body)
  const verified = verifyDelivery(provider, {
    headers,
    body: bytes(body),
    url: URL_GIVEN,
    secrets,
    now: new Date(NOW * 1_000),
  })
  assert.ok(verified.kind === 'delivery')
  return verified.topic
}

describe("the vendors' own examples", () => {
  before(function () {
    // They may not be copied into the repository.
    if (existsSync(FOLDER)) return
    console.log(`      skipped: ${FOLDER} is not there`)
    // Nothing to read without the folder beside the repository.
    this.skip()
  })

  it('of Shopify sell and take back', async () => {
    const body = file('shopify/2026-01.orders.paid.json')
    const sale = await one('sale', 'shopify', arrives('shopify', 'orders/paid', body), body)
    assert.equal(sale.orderId, '820982911946154508')
    assert.equal(sale.test, true)
    assert.equal(sale.customer?.id, '115310627314723954')
    assert.equal(sum(sale.lines), cents(41_495))
    const cancelled = file('shopify/2026-01.orders.cancelled.json')
    assert.equal(cancelled, body)
    const [cancel] = await events('shopify', arrives('shopify', 'orders/cancelled', cancelled), cancelled)
    assert.deepEqual(cancel?.kind === 'cancel' && cancel.orderId, sale.orderId)
    for (const topic of ['create', 'updated', 'fulfilled', 'edited']) {
      await ignored('shopify', `orders/${topic}`, file(`shopify/2026-01.orders.${topic}.json`))
    }

    const refund = file('shopify/2026-01.refunds.create.json')
    const back = await one('return', 'shopify', arrives('shopify', 'refunds/create', refund), refund)
    assert.equal(back.refundId, '890088186047892319')
    assert.equal(back.amount, cents(8_500))
    assert.deepEqual(
      back.lines?.map(({ lineId }) => lineId).toSorted(),
      sale.lines.map(({ lineId }) => lineId).toSorted(),
    )
    // This one number has no global id beside it, and went through a float when it was published.
    assert.equal(back.orderId, '820982911946154500')
  })

  it("of Shopify's library take back by quantity", async () => {
    const { refund } = JSON.parse(file('shopify/rest-fixture.refund.json')) as { refund: object }
    const back = await one('return', 'shopify', 'refunds/create', refund)
    assert.deepEqual([back.orderId, back.amount], ['450789469', cents(20_900)])
    assert.deepEqual(back.lines, [
      { lineId: '703073504', quantity: '1' },
      { lineId: '466157049', quantity: '1' },
    ])
    const { order } = JSON.parse(file('shopify/rest-fixture.order.json')) as { order: object }
    // It is authorised, so no money came yet.
    await ignored('shopify', 'orders/paid', order)
    const paid = { ...order, financial_status: 'paid' }
    assert.equal((await one('sale', 'shopify', 'orders/paid', paid)).orderId, '450789469')
  })

  it('of Shopify ask for privacy', async () => {
    const requests = {
      'customers/data_request': 'data',
      'customers/redact': 'redactCustomer',
      'shop/redact': 'redactShop',
    }
    for (const [topic, request] of Object.entries(requests)) {
      const body = file(`shopify/2026-01.${topic.replace('/', '.')}.json`)
      assert.equal((await one('privacy', 'shopify', arrives('shopify', topic, body), body)).request, request)
    }
  })

  it('of WooCommerce sell, and a refund asked for has its amount above zero', async () => {
    const body = file('woocommerce/v3.order.updated.json')
    const sale = await one('sale', 'woocommerce', arrives('woocommerce', 'order.updated', body), body)
    assert.equal(sale.orderId, '727')
    assert.equal(sum(sale.lines), cents(1_800))
    assert.equal(sale.total, cents(2_935))
    assert.equal(sale.customer?.id, undefined)
    assert.equal(sale.paidAt, '2017-03-22T19:28:08.000Z')
    const deleted = file('woocommerce/v3.order.deleted.json')
    await ignored('woocommerce', arrives('woocommerce', 'order.deleted', deleted), deleted)

    const [, refunded] = JSON.parse(file('woocommerce/v3.orders.list.json')) as object[]
    const refund = parseExactJson(bytes(file('woocommerce/v3.order-refund.created.json')))
    const withRefund = {
      ...refunded,
      status: 'processing',
      date_paid_gmt: '2017-03-22T19:28:08',
      refunds: [{ id: 726, total: '-10.00' }],
    }
    const { id } = refunded as { id: number }
    const fetcher = api({ [`/orders/${id}/refunds/726`]: refund })
    assert.equal((await one('return', 'woocommerce', 'order.updated', withRefund, fetcher)).amount, cents(1_000))
  })

  it('of Square sell and take back', async () => {
    const body = file('square/payment.updated.json')
    const topic = arrives('square', 'in the body', body)
    const payment = await one('sale', 'square', topic, body)
    assert.deepEqual([payment.orderId, payment.total], ['hYy9pRFVxpDsO1FB05SunFWUe9JZY', cents(100)])

    const order = parseExactJson(bytes(file('square/api.RetrieveOrderResponse.json'))) as { order: object }
    const paid = { order: { ...order.order, id: '03O3USaPaAaFnI6kkwB1JxGgBsUZY', state: 'COMPLETED' } }
    const sale = await one('sale', 'square', topic, body, api({ '/v2/orders/03O3USaPaAaFnI6kkwB1JxGgBsUZY': paid }))
    assert.deepEqual(
      sale.lines.map(({ net, quantity }) => [net, quantity]),
      [
        [cents(250), '1'],
        [cents(300), '2'],
      ],
    )

    const created = file('square/refund.created.json')
    assert.match(await ignored('square', arrives('square', '', created), created), /not completed/)
    const updated = file('square/refund.updated.json')
    const back = await one('return', 'square', arrives('square', '', updated), updated)
    assert.deepEqual([back.paymentId, back.amount], ['KkAkhdMsgzn59SM8A89WgKwekxLZY', cents(1_000)])
    for (const name of ['order.created', 'order.updated', 'loyalty.event.created', 'payment.created']) {
      const other = file(`square/${name}.json`)
      assert.match(await ignored('square', arrives('square', '', other), other), /\w/)
    }
  })

  it('of Stripe sell; a refund that names no payment intent is of no session', async () => {
    for (const [name, total] of [
      ['checkout.session.completed', 3_000],
      ['checkout.session.completed.payment_mode', 25_000],
    ] as const) {
      const body = file(`stripe/event.${name}.json`)
      const sale = await one('sale', 'stripe', arrives('stripe', '', body), body)
      assert.deepEqual([sale.total, sale.lines[0]?.net, sale.test], [cents(total), cents(total), true])
      assert.equal(sale.paymentIds?.length, 1)
    }
    const expected = {
      'charge.refund.updated': /payment intent/,
      'charge.refunded': /cumulative/,
      'charge.dispute.created': /dispute/,
      'charge.succeeded': /session counts/,
      'payment_intent.succeeded': /session counts/,
      'payment_intent.payment_failed': /not used/,
    }
    for (const [name, reason] of Object.entries(expected)) {
      const body = file(`stripe/event.${name}.json`)
      assert.match(await ignored('stripe', arrives('stripe', '', body), body), reason)
    }
    const refund = file('stripe/event.charge.refund.updated.json').replace(
      '"payment_intent": null',
      '"payment_intent": "pi_1"',
    )
    assert.equal((await one('return', 'stripe', 'charge.refund.updated', refund)).amount, cents(100))
  })

  it('are unreadable or mean something when they are damaged, and never fail otherwise', async () => {
    const whole: [WebhookProvider, string, string][] = [
      ['shopify', 'refunds/create', 'shopify/rest-fixture.refund.json'],
      ['woocommerce', 'order.updated', 'woocommerce/v3.order.updated.json'],
      ['square', 'refund.updated', 'square/refund.updated.json'],
      ['stripe', 'checkout.session.completed', 'stripe/event.checkout.session.completed.payment_mode.json'],
    ]
    for (const [provider, topic, name] of whole) {
      const body =
        provider === 'shopify' ? JSON.stringify((JSON.parse(file(name)) as { refund: object }).refund) : file(name)
      for (let at = 0; at < body.length; at += 3) {
        const damaged = `${body.slice(0, at)}9${body.slice(at + 1)}`
        await read(provider, topic, damaged).catch((error: unknown) =>
          assert.ok(error instanceof UnreadableDelivery, String(error)),
        )
      }
    }
  })
})

function sum(lines: readonly { net: bigint }[]): bigint {
  return lines.reduce((total, { net }) => total + net, 0n)
}
