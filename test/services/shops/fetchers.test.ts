import { strict as assert } from 'node:assert'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { NeedsFetch } from '../../../service/shops/delivery-error.ts'
import { fetchJson } from '../../../service/shops/fetch-json.ts'
import { fetchSquare } from '../../../service/shops/fetch-square.ts'
import { fetchStripe } from '../../../service/shops/fetch-stripe.ts'
import { fetchWoocommerce } from '../../../service/shops/fetch-woocommerce.ts'
import { fetcherFor } from '../../../service/shops/fetcher-for.ts'
import { type ShopFetcher, WITHOUT_TOKEN } from '../../../service/shops/shop-delivery.ts'
import { cents, one } from './deliver.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A mock of the vendors' APIs, on this machine: it answers as their documentation says, and notes what it was asked. */
async function withMock(answer: Answer, act: (root: string, asked: IncomingMessage[]) => Promise<void>): Promise<void> {
  const asked: IncomingMessage[] = []
  const server = createServer((request, response) => {
    asked.push(request)
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    await act(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

const json =
  (body: string, status = 200, headers: Record<string, string> = {}): Answer =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(body)
  }

const local = (root: string) => ({ root, allowLocal: true, timeoutMs: 2_000 })

function failsWith(reason: RegExp, fetcher: ShopFetcher, path = '/v1/x') {
  return assert.rejects(fetcher.getJson(path), (error) => {
    assert.ok(error instanceof NeedsFetch)
    assert.match(error.reason, reason)
    assert.equal(error.path, path)
    assert.doesNotMatch(`${error.message} ${String(error.cause)}`, /token-1/)
    return true
  })
}

describe('fetchers, against a mock of the vendors', () => {
  it('ask Square for an order and read it', async () => {
    const order = `{"order":{"id":"O1","version":7,"state":"COMPLETED","created_at":"2026-11-20T10:00:00Z",
      "total_money":{"amount":1100,"currency":"USD"},"line_items":[{"uid":"u1","quantity":"1","total_money":{"amount":1100,"currency":"USD"},
      "total_tax_money":{"amount":100,"currency":"USD"}}],"tenders":[{"id":"P1"}]}}`
    const payment = {
      created_at: '2026-11-20T10:00:00Z',
      data: {
        object: {
          payment: {
            id: 'P1',
            status: 'COMPLETED',
            order_id: 'O1',
            amount_money: { amount: 1_100, currency: 'USD' },
            created_at: '2026-11-20T10:00:00Z',
          },
        },
      },
    }
    await withMock(json(order), async (root, asked) => {
      const fetcher = fetchSquare({ token: 'token-1', mode: 'live' }, local(root))
      const sale = await one('sale', 'square', 'payment.updated', payment, fetcher)
      assert.deepEqual([sale.orderId, sale.version, sale.lines[0]?.net], ['O1', 7n, cents(1_000)])
      assert.deepEqual([asked[0]?.url, asked[0]?.headers.authorization], ['/v2/orders/O1', 'Bearer token-1'])
      assert.match(String(asked[0]?.headers['square-version']), /^\d{4}-\d\d-\d\d$/)
    })
  })

  it('ask WooCommerce for the lines of a refund and read them', async () => {
    const refund = `{"id":731,"amount":"10.00","line_items":[{"id":9,"quantity":-1,"total":"-8.40","meta_data":[{"id":1,"key":"_refunded_item_id","value":"315"}]}]}`
    const order = {
      id: 727,
      status: 'processing',
      currency: 'EUR',
      date_modified_gmt: '2026-11-20T10:00:06',
      date_paid_gmt: '2026-11-20T10:00:05',
      total: '29.98',
      line_items: [{ id: 315, quantity: 2, total: '29.98' }],
      refunds: [{ id: 731, total: '-10.00' }],
    }
    await withMock(json(refund), async (root, asked) => {
      const fetcher = fetchWoocommerce({ token: 'ck_1:cs_1', site: 'tea.example' }, local(root))
      const back = await one('return', 'woocommerce', 'order.updated', order, fetcher)
      assert.deepEqual(back.lines, [{ lineId: '315', quantity: '1', net: cents(840) }])
      assert.equal(asked[0]?.url, '/orders/727/refunds/731')
      assert.equal(asked[0]?.headers.authorization, `Basic ${Buffer.from('ck_1:cs_1').toString('base64')}`)
    })
  })

  it('ask Stripe for the lines of a session and read them', async () => {
    const lines =
      '{"object":"list","has_more":false,"data":[{"id":"li_1","quantity":1,"amount_total":1100,"amount_tax":100}]}'
    const event = {
      created: 1_700_000_000,
      data: { object: { id: 'cs_1', mode: 'payment', payment_status: 'paid', currency: 'eur', amount_total: 1_100 } },
    }
    await withMock(json(lines), async (root, asked) => {
      const sale = await one(
        'sale',
        'stripe',
        'checkout.session.completed',
        event,
        fetchStripe({ token: 'token-1' }, local(root)),
      )
      assert.equal(sale.lines[0]?.net, cents(1_000))
      assert.equal(asked[0]?.url, '/v1/checkout/sessions/cs_1/line_items?limit=100')
      assert.equal(asked[0]?.headers.authorization, 'Bearer token-1')
    })
  })

  it('keep numbers above 2^53', () =>
    withMock(json('{"id":9007199254740993}'), async (root) => {
      assert.deepEqual(await fetchJson({ ...local(root), headers: {} }).getJson('/'), { id: '9007199254740993' })
    }))

  it('need to fetch again whatever goes wrong, and say what did', async () => {
    const fails = (answer: Answer, reason: RegExp, timeoutMs = 2_000) =>
      withMock(answer, (root) => failsWith(reason, fetchStripe({ token: 'token-1' }, { ...local(root), timeoutMs })))
    await fails(json('{}', 503), /503/)
    await fails(json('{}', 404), /404/)
    await fails(json('{}', 401), /token is not accepted \(401\)/)
    for (const [status, refused] of [
      [401, 'token'],
      [403, 'token'],
      [404, 'request'],
      [408, undefined],
      [425, undefined],
      [429, undefined],
      [500, undefined],
    ] as const) {
      await withMock(json('{}', status), (root) =>
        assert.rejects(
          fetchStripe({ token: 't' }, local(root)).getJson('/'),
          (error) => error instanceof NeedsFetch && error.refused === refused,
        ),
      )
    }
    await fails(json('{}', 302, { location: 'http://127.0.0.1:1/' }), /no connection/)
    await fails(json('<html>'), /not JSON/)
    await fails((request) => request.socket.destroy(), /no connection/)
    await fails(() => undefined, /no answer in time/, 200)
    await fails(
      (_request, response) => {
        response.writeHead(200)
        response.write('{"slow":')
      },
      /no answer in time/,
      200,
    )
    await fails(json(`"${'x'.repeat(4_100_000)}"`), /too large/)
    await failsWith(/no connection/, fetchStripe({ token: 'token-1' }, local('http://127.0.0.1:1')))
  })

  it('follow nobody elsewhere: an answer from another place is nothing a shop said', () =>
    withMock(json('{"id":1}'), (elsewhere, asked) =>
      withMock(json('{}', 302, { location: elsewhere }), async (root) => {
        await failsWith(/no connection/, fetchStripe({ token: 'token-1' }, local(root)))
        assert.equal(asked.length, 0)
      }),
    ))

  it('pass on how long a provider asks to wait', () =>
    withMock(json('{}', 429, { 'retry-after': '17' }), async (root) => {
      await assert.rejects(
        fetchStripe({ token: 't' }, local(root)).getJson('/'),
        (error) => error instanceof NeedsFetch && error.retryAfterSeconds === 17,
      )
    }))

  it('ask nobody but public names over https', async () => {
    const hosts = ['127.0.0.1', 'localhost', '[::1]', '10.0.0.8', 'tea.example:8443', 'db.internal', 'printer.local']
    for (const site of [...hosts, 'a@tea.example', '2130706433', 'tea.example@10.0.0.8', '']) {
      await failsWith(/no public name/, fetchWoocommerce({ token: 'token-1', site }))
    }
    await failsWith(/no public name/, fetchJson({ root: 'http://tea.example', headers: {} }))
  })

  it('ask nobody whose name leads into a network of one’s own, and the address that was checked alone', async () => {
    const asking = (site: string, addresses: string[]) => {
      const resolve = async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
      return fetchWoocommerce({ token: 'token-1', site }, { resolve, timeoutMs: 300 })
    }
    const inside = ['127.0.0.1', '10.0.0.8', '192.168.1.1', '169.254.169.254', '::1', 'fd00::1', '::ffff:10.0.0.8']
    for (const address of inside) {
      await failsWith(/not of the public internet/, asking('tea.example', [address]))
      await failsWith(/not of the public internet/, asking('tea.example', ['93.184.215.14', address]))
    }
    let resolved = 0
    const resolve = async () => {
      resolved += 1
      return [{ address: '2001:4860::1', family: 6 }]
    }
    await failsWith(
      /no connection|no answer/,
      fetchWoocommerce({ token: 't', site: 'tea.example' }, { resolve, timeoutMs: 300 }),
    )
    assert.equal(resolved, 1)
    // For development a shop on this machine may be allowed.
    await withMock(json('{"id":1}'), async (root, asked) => {
      const site = root.replace('http://', '')
      assert.deepEqual(await fetchWoocommerce({ token: 't', site }, { allowLocal: true }).getJson('/x'), { id: '1' })
      assert.equal(asked[0]?.url, '/wp-json/wc/v3/x')
    })
  })

  it('are there for shops with a token, of providers that have more to say', () => {
    const shop = { account: 'tea.example', mode: 'live', token: 't' } as const
    for (const provider of ['square', 'woocommerce', 'stripe'] as const) {
      assert.notEqual(fetcherFor({ ...shop, provider }), WITHOUT_TOKEN)
      assert.equal(fetcherFor({ ...shop, provider, token: undefined }), WITHOUT_TOKEN)
    }
    for (const provider of ['shopify', 'generic', 'till'] as const) {
      assert.equal(fetcherFor({ ...shop, provider }), WITHOUT_TOKEN)
    }
  })
})
