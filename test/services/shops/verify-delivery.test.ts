import { strict as assert } from 'node:assert'
import { BadDelivery, type BadDeliveryCode } from '../../../service/shops/delivery-error.ts'
import type { VerifiedDelivery, WebhookProvider } from '../../../service/shops/shop-delivery.ts'
import { verifyDelivery } from '../../../service/shops/verify-delivery.ts'
import { bytes, mac } from './deliver.ts'

type Request = {
  headers: Record<string, string>
  body: string
  url?: string
  secrets?: string[]
  now?: number
}

const BODY = '{"id":1}'
const SECRET = 'test_secret'

function verify(provider: WebhookProvider, { headers, body, url, secrets = [SECRET], now = 1_700_000_000 }: Request) {
  return verifyDelivery(provider, {
    headers: new Headers(headers),
    body: bytes(body),
    url: url ?? 'https://points.example/webhooks/cafe/any',
    secrets,
    now: new Date(now * 1_000),
  })
}

function verified(provider: WebhookProvider, request: Request): VerifiedDelivery {
  const result = verify(provider, request)
  assert.equal(result.kind, 'delivery')
  return result as VerifiedDelivery
}

function refused(code: BadDeliveryCode, provider: WebhookProvider, request: Request): void {
  assert.throws(
    () => verify(provider, request),
    (error) => error instanceof BadDelivery && error.code === code,
    `${code} expected`,
  )
}

/** A change of any one character of body, signature or secret, and every header that is missing, is refused. */
function describesItsRefusals(provider: WebhookProvider, good: Request, signature: string): void {
  it('refuses a body, a signature or a secret that is off by one', () => {
    verified(provider, good)
    refused('BadSignature', provider, { ...good, body: good.body.replace('1', '2') })
    refused('BadSignature', provider, { ...good, body: `${good.body} ` })
    const value = good.headers[signature]!
    const other = value.replace(/[A-Za-z0-9](?=[^A-Za-z0-9]*$)/, (last) => (last === 'A' ? 'B' : 'A'))
    refused('BadSignature', provider, { ...good, headers: { ...good.headers, [signature]: other } })
    refused('BadSignature', provider, { ...good, headers: { ...good.headers, [signature]: value.slice(0, -3) } })
    refused('BadSignature', provider, {
      ...good,
      secrets: ['another_secret', 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    })
    refused('BadSignature', provider, { ...good, secrets: [] })
    refused('BadSignature', provider, { ...good, secrets: [''] })
  })

  it('takes either of two secrets, so that one can be changed while deliveries come', () => {
    const [secret = SECRET] = good.secrets ?? [SECRET]
    const other = 'whsec_BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB'
    assert.deepEqual(verified(provider, { ...good, secrets: [other, secret] }), verified(provider, good))
    assert.deepEqual(verified(provider, { ...good, secrets: [secret, other] }), verified(provider, good))
  })

  it('names the header that is missing', () => {
    for (const name of Object.keys(good.headers)) {
      const { [name]: _, ...headers } = good.headers
      try {
        verify(provider, { ...good, headers })
      } catch (error) {
        assert.ok(error instanceof BadDelivery && error.code === 'MissingHeader', name)
        assert.equal(error.header, name)
      }
    }
    refused('MissingHeader', provider, { ...good, headers: {} })
  })
}

describe('verifyDelivery', () => {
  describe('shopify', () => {
    const headers = {
      'x-shopify-hmac-sha256': 'AsdkItclzjG20ZJ6IZQVt1E9shG3lPvXw9/GqURv0T4=',
      'x-shopify-topic': 'orders/paid',
      'x-shopify-shop-domain': 'Tea.MyShopify.com',
      'x-shopify-webhook-id': 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
    }
    describesItsRefusals('shopify', { headers, body: BODY }, 'x-shopify-hmac-sha256')

    it('reads topic, shop and id from the headers', () => {
      assert.deepEqual(verified('shopify', { headers, body: BODY }), {
        kind: 'delivery',
        deliveryId: 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
        topic: 'orders/paid',
        account: 'tea.myshopify.com',
        happenedAt: undefined,
        test: undefined,
      })
    })

    it('takes the time it was triggered as information: Shopify sends what it could not deliver for hours', () => {
      const triggered = { ...headers, 'x-shopify-triggered-at': '2020-01-01T00:00:00.000Z' }
      assert.equal(
        verified('shopify', { headers: triggered, body: BODY }).happenedAt?.toISOString(),
        '2020-01-01T00:00:00.000Z',
      )
      const broken = { ...headers, 'x-shopify-triggered-at': 'yesterday' }
      assert.equal(verified('shopify', { headers: broken, body: BODY }).happenedAt, undefined)
    })

    it('knows the newer kind of delivery, whose headers have no X', () => {
      const newer = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.slice(2), value]))
      assert.equal(verified('shopify', { headers: newer, body: BODY }).deliveryId, headers['x-shopify-webhook-id'])
    })

    it('tells deliveries of test orders', () => {
      assert.equal(verified('shopify', { headers: { ...headers, 'x-shopify-test': 'true' }, body: BODY }).test, true)
    })
  })

  describe('woocommerce', () => {
    const headers = {
      'x-wc-webhook-signature': 'AsdkItclzjG20ZJ6IZQVt1E9shG3lPvXw9/GqURv0T4=',
      'x-wc-webhook-topic': 'order.updated',
      'x-wc-webhook-source': 'https://Shop.example/Tea/',
    }
    describesItsRefusals('woocommerce', { headers, body: BODY }, 'x-wc-webhook-signature')

    const order = (fields: object) => {
      const body = JSON.stringify(fields)
      return { headers: { ...headers, 'x-wc-webhook-signature': mac(SECRET, 'base64', body) }, body }
    }

    it('names the site without scheme and closing slash', () => {
      assert.equal(verified('woocommerce', { headers, body: BODY }).account, 'shop.example/Tea')
    })

    it('knows a delivery by its body, and names no order: its own id is one for all of a second', () => {
      const first = order({ id: 727, date_modified_gmt: '2026-11-22T01:00:00', total: '1' })
      const again = verified('woocommerce', {
        ...first,
        headers: { ...first.headers, 'x-wc-webhook-delivery-id': 'x' },
      })
      const other = verified('woocommerce', order({ id: 728, date_modified_gmt: '2026-11-22T01:00:00', total: '1' }))
      const later = verified('woocommerce', order({ id: 727, date_modified_gmt: '2026-11-22T01:00:00', total: '2' }))
      assert.match(again.deliveryId, /^sha256:[0-9a-f]{32}$/)
      assert.equal(again.deliveryId, verified('woocommerce', first).deliveryId)
      assert.equal(new Set([again.deliveryId, other.deliveryId, later.deliveryId]).size, 3)
    })

    it('knows the unsigned ping that comes when a webhook is saved, and nothing else unsigned', () => {
      const form = { 'content-type': 'application/x-www-form-urlencoded' }
      assert.deepEqual(verify('woocommerce', { headers: form, body: 'webhook_id=123' }), { kind: 'ping' })
      refused('MissingHeader', 'woocommerce', { headers: form, body: 'webhook_id=123&status=completed' })
      refused('MissingHeader', 'woocommerce', { headers: form, body: '{"id":1}' })
      refused('BadSignature', 'woocommerce', { headers, body: 'webhook_id=123' })
    })

    it('believes a signed body that is no JSON, so that it is kept and parked', () => {
      const body = '<html>'
      const broken = { headers: { ...headers, 'x-wc-webhook-signature': mac(SECRET, 'base64', body) }, body }
      assert.match(verified('woocommerce', broken).deliveryId, /^sha256:[0-9a-f]{32}$/)
    })
  })

  describe('square', () => {
    const url = 'https://example.test/hooks/square'
    const headers = { 'x-square-hmacsha256-signature': 'gMFrToVglu8Qi8AwmxKZc47A6BwzCjVNOgTSI70kA/k=' }
    describesItsRefusals('square', { headers, body: BODY, url }, 'x-square-hmacsha256-signature')

    it("holds for the vector of Square's own library", () => {
      const official = { 'x-square-hmacsha256-signature': 'W3FlCNk5IA3ZQ2LHTWoajvzfaDu/OwY2tNHIHC3IUOA=' }
      const body = '{"data":{"type":"webhooks","id":"fake_id"}}'
      verified('square', { headers: official, body, url: 'https://webhook.site/webhooks', secrets: ['signature-key'] })
    })

    it('takes the address to the byte', () => {
      for (const other of [`${url}/`, url.replace('https', 'http'), url.replace('example', 'Example'), `${url}?a`]) {
        refused('BadSignature', 'square', { headers, body: BODY, url: other })
      }
    })

    it('reads event, merchant and time, and tells created from updated under one event id', () => {
      const told = (type: string) => {
        const body = JSON.stringify({ event_id: 'e-1', type, merchant_id: 'ML', created_at: '2026-11-22T01:00:00.5Z' })
        const signed = { 'x-square-hmacsha256-signature': mac(SECRET, 'base64', url + body) }
        return verified('square', { headers: { ...signed, 'square-environment': 'Sandbox' }, body, url })
      }
      assert.deepEqual(told('refund.created'), {
        kind: 'delivery',
        deliveryId: 'e-1:refund.created',
        topic: 'refund.created',
        account: 'ML',
        happenedAt: new Date('2026-11-22T01:00:00.500Z'),
        test: true,
      })
      assert.notEqual(told('refund.updated').deliveryId, told('refund.created').deliveryId)
    })
  })

  describe('stripe', () => {
    const secrets = ['whsec_test']
    const vector = '2f441ba4b3b2d50d28a9ab9d9fd8880376ecd1eb5d0435401553f5d8d0a5dcf8'
    const headers = { 'stripe-signature': `t=1700000000,v1=${vector}` }
    const good = { headers, body: BODY, secrets }
    describesItsRefusals('stripe', good, 'stripe-signature')

    it('refuses what is more than five minutes old or ahead', () => {
      verified('stripe', { ...good, now: 1_700_000_300 })
      verified('stripe', { ...good, now: 1_699_999_700 })
      refused('Stale', 'stripe', { ...good, now: 1_700_000_301 })
      refused('Stale', 'stripe', { ...good, now: 1_699_999_699 })
    })

    it('takes one of several signatures, as Stripe sends them while a secret is rolled', () => {
      const rolled = { 'stripe-signature': `t=1700000000,v1=${'0'.repeat(64)},v1=${vector},v0=${vector}` }
      verified('stripe', { ...good, headers: rolled })
      refused('BadHeader', 'stripe', { ...good, headers: { 'stripe-signature': `t=1700000000,v0=${vector}` } })
    })

    it('refuses a header without one time', () => {
      for (const value of [`v1=${vector}`, `t=,v1=${vector}`, `t=1700000000,t=1,v1=${vector}`, 'nonsense']) {
        refused('BadHeader', 'stripe', { ...good, headers: { 'stripe-signature': value } })
      }
      const words = { 'stripe-signature': `t=soon,v1=${mac('whsec_test', 'hex', `soon.${BODY}`)}` }
      refused('BadHeader', 'stripe', { ...good, headers: words })
    })

    it('reads event, connected account, mode and time', () => {
      const body = '{"id":"evt_1","type":"refund.updated","account":"acct_1","livemode":false,"created":1699999990}'
      const signed = { 'stripe-signature': `t=1700000000,v1=${mac('whsec_test', 'hex', `1700000000.${body}`)}` }
      assert.deepEqual(verified('stripe', { headers: signed, body, secrets }), {
        kind: 'delivery',
        deliveryId: 'evt_1:refund.updated',
        topic: 'refund.updated',
        account: 'acct_1',
        happenedAt: new Date(1_699_999_990_000),
        test: true,
      })
    })
  })

  describe('generic', () => {
    const secret = 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
    const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
    const headers = {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': signature,
    }
    const good = { headers, body: '{"test": 2432232314}', secrets: [secret], now: 1_614_265_330 }
    describesItsRefusals('generic', good, 'webhook-signature')

    it('takes the secret with and without its prefix', () => {
      assert.equal(verified('generic', { ...good, secrets: [`whsec_${secret}`] }).deliveryId, headers['webhook-id'])
    })

    it('takes one of several signatures and passes over those of other versions', () => {
      const several = `v1a,${signature.slice(3)} v1,AAAA ${signature}`
      verified('generic', { ...good, headers: { ...headers, 'webhook-signature': several } })
      const older = { ...headers, 'webhook-signature': `v1a,${signature.slice(3)}` }
      refused('BadSignature', 'generic', { ...good, headers: older })
    })

    it('refuses what is more than five minutes old or ahead', () => {
      verified('generic', { ...good, now: 1_614_265_630 })
      refused('Stale', 'generic', { ...good, now: 1_614_265_631 })
      refused('Stale', 'generic', { ...good, now: 1_614_265_029 })
    })

    it('refuses an id with a blank or of another message', () => {
      refused('BadHeader', 'generic', { ...good, headers: { ...headers, 'webhook-id': 'msg 1' } })
      refused('BadSignature', 'generic', { ...good, headers: { ...headers, 'webhook-id': 'msg_2' } })
    })

    it('signs with no key that is too short to protect anything', () => {
      const sign = (key: Uint8Array) => `v1,${mac(key, 'base64', `a.1614265330.${BODY}`)}`
      const short = Buffer.alloc(23, 7)
      const request = (key: Uint8Array, text: string) => ({
        ...good,
        headers: { ...headers, 'webhook-id': 'a', 'webhook-signature': sign(key) },
        body: BODY,
        secrets: [text],
      })
      refused('BadSignature', 'generic', request(short, `whsec_${short.toString('base64')}`))
      refused('BadSignature', 'generic', request(Buffer.alloc(0), 'whsec_'))
    })
  })
})
