import { strict as assert } from 'node:assert'
import { readFileSync } from 'node:fs'
import { type Address, parseEther } from 'viem'
import { giveDevGasMoney } from '../../../chain/actions/giveDevGasMoney.ts'
import { connectShop } from '../../../service/intake/connect-shop.ts'
import { createKey } from '../../../service/keys/stored-keys.ts'
import { openPeopleDesk } from '../../../service/people/people-desk.ts'
import { PeopleWorker } from '../../../service/people/people-worker.ts'
import { listPrivacyRequests } from '../../../service/people/privacy-requests.ts'
import type { ErasureTools } from '../../../service/people/run-erasure.ts'
import { until } from '../relay/relay-stage.ts'
import { haveVendorExamples, postVendor, VENDOR_FOLDER, type VendorMessage } from '../shops/vendor-orders.ts'
import { startTillStage, type TillStage } from '../till/till-stage.ts'

type Customer = { id: number; email: string; phone: string }
type Topics = { account: string; secret: string; data: string; redact: string; shop: string }

const BRAND = 'tea-house'

/** Of our own making, in Shopify's format. */
const OWN: Topics = {
  ...{ account: 'own.myshopify.com', secret: 'own_secret' },
  ...topicsOf({ id: 900_020_000_001, email: 'olga.own@shop.test', phone: '+447946088001' }, 880_000_002_001),
}

function topicsOf(customer: Customer, order: number): Pick<Topics, 'data' | 'redact' | 'shop'> {
  const place = { shop_id: 1, shop_domain: 'own.myshopify.com' }
  return {
    data: JSON.stringify({ ...place, customer, orders_requested: [order], data_request: { id: 1 } }),
    redact: JSON.stringify({ ...place, customer, orders_to_redact: [order] }),
    shop: JSON.stringify(place),
  }
}

/** The vendor's own, read where they lie. */
function vendorTopics(): Topics {
  const read = (name: string): string => readFileSync(`${VENDOR_FOLDER}shopify/2026-01.${name}.json`, 'utf8')
  const bodies = { data: read('customers.data_request'), redact: read('customers.redact'), shop: read('shop.redact') }
  return { account: 'vendor.myshopify.com', secret: 'test_secret', ...bodies }
}

describe("Shopify's privacy topics, posted to a running service", function () {
  this.timeout(60_000)
  let stage: TillStage
  let tools: ErasureTools
  before(async () => {
    stage = await startTillStage()
    const { database, network, client } = stage
    const { address } = await createKey(network.home, { name: `${BRAND}-account` })
    await giveDevGasMoney(client, { account: address as Address, wei: parseEther('1') })
    tools = { ...(await openPeopleDesk({ database, home: network.home })), client }
  })
  afterEach(function () {
    if (this.currentTest?.state === 'failed') console.log(stage.troubles())
  })
  after(() => stage.stop())

  const post = ({ account, secret }: Topics, message: VendorMessage): Promise<number> =>
    postVendor(stage.service.url, BRAND, { provider: 'shopify', account, secret } as never, message)

  /** A paid order of a customer, told like all the rest. */
  const buy = async (shop: Topics, customer: Customer, order: number): Promise<void> => {
    const at = '2026-01-02T10:00:00Z'
    const body = JSON.stringify({
      ...{ id: order, currency: 'GBP', financial_status: 'paid', test: false, customer, email: customer.email },
      ...{ created_at: at, processed_at: at, updated_at: at, subtotal_price: '30.00', total_price: '30.00' },
      line_items: [{ id: 1, quantity: 1, price: '30.00' }],
    })
    assert.equal(await post(shop, { topic: 'orders/paid', body }), 200)
    await stage.booked()
  }
  const requestsOf = async ({ account }: Topics) =>
    (await listPrivacyRequests(stage.database, { brandId: stage.brands.first, all: true }))
      .filter(({ shop }) => shop === account)
      .toSorted((one, other) => Number(one.id - other.id))
  const ordersOf = async ({ account }: Topics) =>
    (
      await stage.database<{ order: string }[]>`
        select order_id as order from orders where brand_id = ${stage.brands.first} and shop = ${account} order by number`
    ).map(({ order }) => order)
  /** As the service does every minute. */
  const work = (shop: Topics): Promise<void> =>
    until(async () => {
      const troubles: unknown[] = []
      await new PeopleWorker({ tools, onTrouble: (error) => troubles.push(error) }).look()
      assert.deepEqual(troubles, [])
      return (await requestsOf(shop)).every(({ kind, status }) => kind === 'data' || status === 'done')
    })

  const goThrough = async (shop: Topics): Promise<void> => {
    const { database, network, brands } = stage
    const { account, secret } = shop
    const place = { home: network.home, brandId: brands.first, brand: BRAND, account, secret, mode: 'live' as const }
    await connectShop(database, { ...place, provider: 'shopify', url: null })
    const { customer, orders_to_redact: orders } = JSON.parse(shop.redact) as {
      customer: Customer
      orders_to_redact: number[]
    }
    const [first = 0] = orders
    const other = { id: customer.id + 1, email: `other@${account}`, phone: '+447946088777' }
    await buy(shop, customer, first)
    await buy(shop, other, first + 1)
    const numbers = await database<{ member: number }[]>`
      select member from orders where brand_id = ${brands.first} and shop = ${account} order by number`
    const [member = 0, neighbour = 0] = numbers.map((row) => row.member)
    assert.ok(member > 0 && neighbour > 0 && member !== neighbour)

    // What nobody signed asks for nothing.
    for (const [topic, body] of [
      ['customers/redact', shop.redact],
      ['shop/redact', shop.shop],
    ] as const) {
      assert.equal(await post({ ...shop, secret: 'not the secret' }, { topic, body }), 401)
    }
    assert.deepEqual(await requestsOf(shop), [])

    assert.equal(await post(shop, { topic: 'customers/data_request', body: shop.data }), 200)
    assert.equal(await post(shop, { topic: 'customers/redact', body: shop.redact }), 200)
    assert.equal(await post(shop, { topic: 'customers/redact', body: shop.redact }), 200, 'once more, as Shopify does')
    await stage.booked()
    const asked = await requestsOf(shop)
    assert.deepEqual(
      asked.map(({ kind, members, status }) => ({ kind, members, status })),
      [
        { kind: 'data', members: [member], status: 'open' },
        { kind: 'redactCustomer', members: [member], status: 'open' },
      ],
    )
    for (const { receivedAt, dueAt } of asked) assert.equal(dueAt.getTime() - receivedAt.getTime(), 30 * 86_400_000)
    const told = await database`
      select actor from audit_log where act = 'privacy.request' and subject = any(${asked.map(({ id }) => `request ${id}`)})`
    assert.equal(told.length, 2)

    await work(shop)
    const [name = '', left] = await ordersOf(shop)
    assert.match(name, /^erased-[0-9a-f]{40}$/)
    assert.equal(left, String(first + 1), 'the other customer stays')
    const known = async (number: number) =>
      (await database`select 1 from identifiers where brand_id = ${brands.first} and member = ${number}`).length
    assert.equal(await known(member), 0)
    assert.ok((await known(neighbour)) > 0)
    assert.equal((await requestsOf(shop))[1]?.answer, 'erased')

    // Whoever is not known any more is answered at once, also where it is told anew.
    const anew = shop.redact.replace(String(first), '1')
    assert.equal(await post(shop, { topic: 'customers/redact', body: anew }), 200)
    await stage.booked()
    const last = (await requestsOf(shop)).at(-1)
    assert.deepEqual([last?.status, last?.answer], ['done', 'nobody here is known by it'])

    assert.equal(await post(shop, { topic: 'shop/redact', body: shop.shop }), 200)
    await stage.booked()
    const everybody = (await requestsOf(shop)).at(-1)
    assert.deepEqual([everybody?.kind, everybody?.members.includes(neighbour)], ['redactShop', true])
    await work(shop)
    for (const order of await ordersOf(shop)) assert.match(order, /^erased-[0-9a-f]{40}$/)
    assert.deepEqual([await known(member), await known(neighbour)], [0, 0])
    const kept = await database`
      select topic from inbox where account = ${account} and (body is not null or status not in ('processed', 'ignored'))`
    assert.deepEqual([...kept], [], 'no body is kept')
    const log = stage.service.logged.join('\n')
    for (const value of [customer.email, customer.phone, other.email]) assert.ok(!log.includes(value), value)
  }

  it('are carried out, of payloads of our own making', () => goThrough(OWN))

  it("are carried out, of the vendor's own payloads", async function () {
    if (!haveVendorExamples()) {
      console.log(`      skipped: ${VENDOR_FOLDER} is not there`)
      // Nothing to send without the folder beside the repository.
      this.skip()
    }
    await goThrough(vendorTopics())
  })
})
