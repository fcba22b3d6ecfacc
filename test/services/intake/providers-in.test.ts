import { strict as assert } from 'node:assert'
import { createHmac } from 'node:crypto'
import { listAlerts } from '../../../service/intake/alerts.ts'
import { connectShop } from '../../../service/intake/connect-shop.ts'
import type { ShopMode } from '../../../service/intake/shop.ts'
import type { WebhookProvider } from '../../../service/shops/shop-delivery.ts'
import { type IntakeStage, type Replica, deliver, rowsOf, startIntake } from './intake-stage.ts'

const ORIGIN = 'https://points.example'

describe('webhooks of providers', function () {
  this.timeout(60_000)
  let stage: IntakeStage
  let replica: Replica
  before(async () => {
    stage = await startIntake()
    replica = await stage.replica()
  })
  after(() => stage.stop())
  beforeEach(() => stage.database`truncate inbox, alerts`)

  const connect = (provider: WebhookProvider, account: string, secret: string, mode: ShopMode = 'live') =>
    connectShop(stage.database, {
      ...{ home: stage.home, brandId: 1, brand: 'cafe', provider, account, mode, secret },
      url: `${ORIGIN}/webhooks/cafe/${provider}`,
    })
  const mac = (secret: string, ...parts: string[]) =>
    parts.reduce((hmac, part) => hmac.update(part), createHmac('sha256', secret)).digest('base64')

  it('tells shops of one Shopify app, which share its secret, apart by their names', async () => {
    const secret = 'shpss_shared_by_the_app'
    const one = await connect('shopify', 'one.myshopify.com', secret)
    const two = await connect('shopify', 'two.myshopify.com', secret)
    const body = '{"id":820982911946154508}'
    const from = (domain: string, id: string, more: Record<string, string> = {}) =>
      deliver(replica.url, 'cafe/shopify', {
        body,
        headers: {
          'x-shopify-topic': 'orders/paid',
          'x-shopify-shop-domain': domain,
          'x-shopify-webhook-id': id,
          'x-shopify-hmac-sha256': mac(secret, body),
          ...more,
        },
      })
    assert.equal((await from('two.myshopify.com', 'a')).status, 200)
    assert.equal((await from('One.myshopify.com', 'b', { 'x-shopify-test': 'true' })).status, 200)
    const rows = await rowsOf(stage)
    assert.deepEqual(
      rows.map((row) => [row['shop'], row['account'], row['mode'], row['topic']]),
      [
        [two.number, 'two.myshopify.com', 'live', 'orders/paid'],
        [one.number, 'one.myshopify.com', 'test', 'orders/paid'],
      ],
    )
    const stranger = await from('three.myshopify.com', 'c')
    assert.deepEqual([stranger.status, stranger.body['code']], [401, 'BadSignature'])
    assert.equal((await rowsOf(stage)).length, 2)
    const [alert] = await listAlerts(stage.database)
    assert.deepEqual([alert?.kind, alert?.subject], ['otherAccount', `shopify ${one.number}`])
  })

  it('checks what Square signs: the address it was given, to the byte, whatever host is asked', async () => {
    const key = 'signature-key-of-square'
    await connect('square', 'ML1', key)
    const body = JSON.stringify({ merchant_id: 'ML1', type: 'payment.updated', event_id: 'e-1', data: {} })
    const post = (url: string) =>
      deliver(replica.url, 'cafe/square', { body, headers: { 'x-square-hmacsha256-signature': mac(key, url, body) } })
    assert.equal((await post(`${replica.url}/webhooks/cafe/square`)).status, 401)
    assert.equal((await post(`${ORIGIN}/webhooks/cafe/square/`)).status, 401)
    assert.equal((await post(`${ORIGIN}/webhooks/cafe/square`)).status, 200)
    const [row, ...more] = await rowsOf(stage)
    assert.deepEqual([row?.['account'], row?.['topic'], more.length], ['ML1', 'payment.updated', 0])
  })

  it('answers the unsigned try of WooCommerce with 200 and stores nothing', async () => {
    await connect('woocommerce', 'shop.example', 'secret of woocommerce')
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const told = await deliver(replica.url, 'cafe/woocommerce', { body: 'webhook_id=123', headers })
    assert.equal(told.status, 200)
    assert.deepEqual(await rowsOf(stage), [])
    const more = await deliver(replica.url, 'cafe/woocommerce', { body: '{"id":1}', headers })
    assert.deepEqual([more.status, more.body['code']], [400, 'MissingHeader'])
  })

  it("keeps a test shop's deliveries as a test, beside the live shop of the same name", async () => {
    const [live, test] = [
      await connect('stripe', 'acct_1', 'whsec_live'),
      await connect('stripe', 'acct_1', 'whsec_test', 'test'),
    ]
    const post = (secret: string, id: string) => {
      const body = JSON.stringify({ id, type: 'refund.updated', created: 1_700_000_000, livemode: true, data: {} })
      const time = String(Math.floor(Date.now() / 1_000))
      const hex = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')
      return deliver(replica.url, 'cafe/stripe', { body, headers: { 'stripe-signature': `t=${time},v1=${hex}` } })
    }
    assert.equal((await post('whsec_live', 'evt_1')).status, 200)
    assert.equal((await post('whsec_test', 'evt_2')).status, 200)
    const rows = await rowsOf(stage)
    assert.deepEqual(
      rows.map((row) => [row['shop'], row['mode']]),
      [
        [live.number, 'live'],
        [test.number, 'test'],
      ],
    )
  })
})
