import { strict as assert } from 'node:assert'
import { createHmac, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { CLI } from '../../../service/access/actor.ts'
import { connectShop } from '../../../service/intake/connect-shop.ts'
import { exportMember } from '../../../service/people/export-member.ts'
import { findPerson } from '../../../service/people/find-person.ts'
import { openPeopleDesk } from '../../../service/people/people-desk.ts'
import type { WebhookProvider } from '../../../service/shops/shop-delivery.ts'
import { addTarget } from '../../../service/webhooks-out/targets.ts'
import { saleOf, startTillStage, TERMS, type TillStage } from '../till/till-stage.ts'
import { findValues, spellings } from './personal-values.ts'

const SECRET = `whsec_${Buffer.from('a secret of forty-eight bytes, or nearly so, yes').toString('base64')}`

const WRONG = `whsec_${Buffer.from('another secret, as long as the one that is right.').toString('base64')}`

/** Nobody's, and each found by a search of its own. */
const PEOPLE = {
  till: {
    name: 'Wilhelmina Quastenberg',
    email: 'Wilma.Quastenberg@Beispiel-Post.test',
    phone: '+447946123456',
    card: 'KARTE-99887766',
  },
  web: { first: 'Thaddeus', last: 'Ollenburg', email: 'thaddeus.ollenburg@beispiel-post.test', phone: '+447946654321' },
  address: { street: '17 Quittenbaumgasse', city: 'Hinterobermoos', zip: 'ZX9 8QW' },
  note: 'Please ring at Frau Zitterbacke, third floor',
} as const

const VALUES = [
  ...Object.values(PEOPLE.till),
  ...Object.values(PEOPLE.web),
  ...Object.values(PEOPLE.address),
  PEOPLE.note,
]

describe('after everything was done, no personal value', function () {
  this.timeout(90_000)
  let stage: TillStage
  before(async () => {
    stage = await startTillStage()
    await stage.rules(stage.brands.first, { pendingSeconds: 0 })
  })
  after(() => stage.stop())

  it('is missed by the search, however it is written', () => {
    const value = PEOPLE.till.email
    const around = (text: string) => new Map([['here', `before ${text} after`]])
    for (const text of [
      value,
      value.toLowerCase(),
      encodeURIComponent(value),
      Buffer.from(value).toString('hex'),
      Buffer.from(`x${value}y`).toString('base64'),
      Buffer.from(`{"email":"${value.toLowerCase()}"}`).toString('base64'),
    ]) {
      assert.equal(findValues(around(text), [value]).length, 1, text)
    }
    assert.ok(spellings(PEOPLE.till.phone).includes('447946123456'))
    assert.equal(findValues(around('nothing'), VALUES).length, 0)
  })

  it('stands in any table, file or log', async () => {
    await liveThroughIt()
    const texts = await everythingKept()
    assert.ok(texts.size > 30, `${texts.size} places`)
    assert.deepEqual(findValues(texts, VALUES), [])
  })

  it('can hide: one that is planted is found', async () => {
    await stage.database`
      insert into alerts (brand_id, kind, detail)
      values (${stage.brands.first}, 'planted', ${JSON.stringify({ hint: PEOPLE.web.email })}::text::jsonb)`
    const found = findValues(await everythingKept(), VALUES)
    assert.deepEqual(new Set(found.map(({ place }) => place)), new Set(['table public.alerts']))
    assert.ok(found.some(({ value }) => value === PEOPLE.web.email))
    await stage.database`delete from alerts where kind = 'planted'`
  })

  /** Enrolment, sales and returns of tills and of all providers, refusals, an export, messages out. */
  async function liveThroughIt(): Promise<void> {
    const { database, network, brands, service } = stage
    const brandId = brands.first
    const target = { home: network.home, brandId, brand: 'tea-house', mode: 'live' as const, dev: true }
    await addTarget(database, { ...target, url: 'http://127.0.0.1:9/points' })
    const till = await stage.till('first')
    const enrolled = await till.post('/members', { ...PEOPLE.till, consents: TERMS })
    assert.equal(enrolled.status, 201, enrolled.text)
    const { member } = enrolled.body as { member: string }
    const sold = saleOf('12.00', { member, staff: 'counter-7' })
    assert.equal((await till.post('/sales', sold)).status, 201)
    const back = { return: randomUUID(), order: sold['order'], amount: '4.00' }
    assert.equal((await till.post('/returns', back)).status, 201)
    // Refused, each with a value in it.
    await till.post('/members', { ...PEOPLE.till, consents: TERMS })
    await till.post('/members', { email: PEOPLE.web.email, consents: [] })
    await till.post('/members/lookup', { phone: PEOPLE.web.phone })
    await till.post('/members/lookup', { card: PEOPLE.till.card })
    await till.post('/sales', { ...saleOf('3.00'), note: PEOPLE.note, member: { card: PEOPLE.web.email } })
    await till.get(`/members/${encodeURIComponent(PEOPLE.web.email)}`)
    await fetch(`${service.url}/webhooks/${encodeURIComponent(PEOPLE.web.last)}/generic`, {
      method: 'POST',
      body: PEOPLE.note,
    })
    for (const provider of ['shopify', 'woocommerce', 'square', 'stripe', 'generic'] as const) await tellShop(provider)
    await settled()
    const desk = await openPeopleDesk({ database, home: network.home })
    const person = await findPerson(desk, { brandId, brand: 'tea-house' }, PEOPLE.till.email)
    const exported = await exportMember(desk, person, { actor: CLI })
    assert.equal(exported.contact.email, PEOPLE.till.email)
  }

  async function tellShop(provider: WebhookProvider): Promise<void> {
    const { database, network, brands, service } = stage
    const url = `https://points.example/webhooks/tea-house/${provider}`
    const account = ACCOUNTS[provider]
    const place = {
      home: network.home,
      brandId: brands.first,
      brand: 'tea-house',
      provider,
      account,
      mode: 'live' as const,
    }
    await connectShop(database, { ...place, url, secret: SECRET })
    for (const { topic, body } of deliveriesOf(provider)) {
      const text = JSON.stringify(body)
      for (const wrong of [false, true]) {
        const headers = headersOf(provider, { topic, text, url, secret: wrong ? WRONG : SECRET, account })
        const answer = await fetch(`${service.url}/webhooks/tea-house/${provider}`, {
          method: 'POST',
          headers,
          body: text,
        })
        await answer.arrayBuffer()
        if (!wrong) assert.equal(answer.status, 200, `${provider} ${topic}`)
        else assert.notEqual(answer.status, 200)
      }
    }
  }

  /** Everything is booked, minted and told, as far as it can be. */
  async function settled(): Promise<void> {
    for (let tries = 0; tries < 200; tries++) {
      const [row] = await stage.database<{ open: number; minted: number }[]>`
        select (select count(*)::int from inbox where status = 'received') as open,
          (select count(*)::int from batches where minted_at is not null) as minted`
      if (row?.open === 0 && row.minted > 0) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`Not all was booked within 20 s.\n${stage.troubles()}`)
  }

  /** The whole database, every file of the data folder but the keys', and everything the service wrote. */
  async function everythingKept(): Promise<Map<string, string>> {
    const texts = new Map<string, string>()
    const { database, network, service } = stage
    const tables = await database<{ schema: string; name: string }[]>`
      select table_schema as schema, table_name as name from information_schema.tables
      where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`
    for (const { schema, name } of tables) {
      const rows = await database.unsafe(`select t::text as row from "${schema}"."${name}" t`)
      texts.set(`table ${schema}.${name}`, rows.map((row) => String(row['row'])).join('\n'))
    }
    for (const entry of await readdir(network.home, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name)
      if (!entry.isFile() || path.startsWith(join(network.home, 'keys')) || path.includes('/postgres/')) continue
      const bytes = await readFile(path)
      texts.set(
        `file ${path.slice(network.home.length)}`,
        (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1'),
      )
    }
    texts.set('log', service.logged.join('\n'))
    return texts
  }
})

const ACCOUNTS: Record<WebhookProvider, string> = {
  ...{ shopify: 'tea.myshopify.com', woocommerce: 'tea.example', square: 'MERCHANT1', stripe: 'acct_1TeaHouse' },
  generic: 'own',
}

const { web, address, note } = PEOPLE

/** An order and its refund as the provider tells them, with everything personal that it tells, too. */
function deliveriesOf(provider: WebhookProvider): { topic: string; body: object }[] {
  const at = '2026-01-01T10:00:00Z'
  const place = {
    address1: address.street,
    city: address.city,
    zip: address.zip,
    first_name: web.first,
    last_name: web.last,
  }
  switch (provider) {
    case 'shopify':
      return [
        {
          topic: 'orders/paid',
          body: {
            ...{ id: 7_001, currency: 'GBP', created_at: at, subtotal_price: '10.00', total_price: '10.00', note },
            ...{ email: web.email, phone: web.phone, billing_address: place, shipping_address: place },
            customer: { id: 7_777, email: web.email, phone: web.phone, first_name: web.first, last_name: web.last },
            line_items: [{ id: 70_010, quantity: 1, price: '10.00' }],
          },
        },
        {
          topic: 'refunds/create',
          body: {
            ...{ id: 7_002, order_id: 7_001, created_at: at, note },
            refund_line_items: [{ line_item_id: 70_010, quantity: 1, subtotal: '10.00', total_tax: '0.00' }],
            transactions: [{ kind: 'refund', status: 'success', amount: '10.00', currency: 'GBP' }],
          },
        },
        // Nobody can read this one: it is parked.
        { topic: 'orders/paid', body: { id: 'none', email: web.email, note, billing_address: place } },
      ]
    case 'woocommerce':
      return [
        {
          topic: 'order.updated',
          body: {
            ...{
              id: 8_001,
              status: 'completed',
              currency: 'GBP',
              total: '10.00',
              date_paid_gmt: '2026-01-01T10:00:00',
            },
            ...{ customer_id: 88, customer_note: note, billing: { ...place, email: web.email, phone: web.phone } },
            line_items: [{ id: 1, product_id: 5, quantity: 1, total: '10.00', total_tax: '0.00' }],
          },
        },
      ]
    case 'square':
      return [
        {
          topic: 'payment.updated',
          body: {
            ...{ merchant_id: 'MERCHANT1', type: 'payment.updated', event_id: randomUUID(), created_at: at },
            data: {
              ...{ type: 'payment', id: 'pay-1' },
              object: {
                payment: {
                  ...{ id: 'pay-1', status: 'COMPLETED', created_at: at, updated_at: at, note },
                  ...{
                    amount_money: { amount: 1_000, currency: 'GBP' },
                    total_money: { amount: 1_000, currency: 'GBP' },
                  },
                  ...{ buyer_email_address: web.email, billing_address: place, version: 1 },
                },
              },
            },
          },
        },
      ]
    case 'stripe':
      return [
        {
          topic: 'checkout.session.completed',
          body: {
            ...{
              id: 'evt_1',
              object: 'event',
              type: 'checkout.session.completed',
              created: 1_767_261_600,
              livemode: true,
            },
            ...{ account: 'acct_1TeaHouse' },
            data: {
              object: {
                ...{
                  id: 'cs_1',
                  object: 'checkout.session',
                  currency: 'gbp',
                  amount_total: 1_000,
                  amount_subtotal: 1_000,
                },
                ...{ mode: 'payment', payment_status: 'paid', payment_intent: 'pi_1', customer: 'cus_1' },
                customer_details: {
                  email: web.email,
                  phone: web.phone,
                  name: `${web.first} ${web.last}`,
                  address: place,
                },
                total_details: { amount_tax: 0, amount_shipping: 0, amount_discount: 0 },
              },
            },
          },
        },
      ]
    case 'generic':
      return [
        {
          topic: 'sale.paid',
          body: {
            ...{ type: 'sale.paid', at },
            data: {
              ...{ order: 'G-1', currency: 'GBP', customer: { email: web.email, phone: web.phone } },
              lines: [{ id: '1', net: '10.00' }],
            },
          },
        },
        // Refused by its schema: it is parked with everything in it.
        { topic: 'sale.paid', body: { type: 'sale.paid', at, data: { order: 'G-2', name: web.last, note } } },
      ]
  }
}

type ToSign = { topic: string; text: string; url: string; secret: string; account: string }

function headersOf(provider: WebhookProvider, { topic, text, url, secret, account }: ToSign): Record<string, string> {
  const hmac = (key: string | Buffer, content: string, as: 'base64' | 'hex'): string =>
    createHmac('sha256', key).update(content).digest(as)
  const json = { 'content-type': 'application/json' }
  const now = String(Math.floor(Date.now() / 1_000))
  switch (provider) {
    case 'shopify':
      return {
        ...{
          ...json,
          'x-shopify-topic': topic,
          'x-shopify-shop-domain': account,
          'x-shopify-webhook-id': randomUUID(),
        },
        ...{
          'x-shopify-hmac-sha256': hmac(secret, text, 'base64'),
          'x-shopify-triggered-at': new Date().toISOString(),
        },
      }
    case 'woocommerce':
      return {
        ...{
          ...json,
          'x-wc-webhook-topic': topic,
          'x-wc-webhook-source': `https://${account}/`,
          'x-wc-webhook-id': '1',
        },
        ...{ 'x-wc-webhook-delivery-id': randomUUID(), 'x-wc-webhook-signature': hmac(secret, text, 'base64') },
      }
    case 'square':
      return { ...json, 'x-square-hmacsha256-signature': hmac(secret, url + text, 'base64') }
    case 'stripe':
      return { ...json, 'stripe-signature': `t=${now},v1=${hmac(secret, `${now}.${text}`, 'hex')}` }
    case 'generic': {
      const id = `msg_${randomUUID()}`
      const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
      const signature = hmac(key, `${id}.${now}.${text}`, 'base64')
      return { ...json, 'webhook-id': id, 'webhook-timestamp': now, 'webhook-signature': `v1,${signature}` }
    }
  }
}
