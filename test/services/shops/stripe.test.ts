import { strict as assert } from 'node:assert'
import { api, cents, events, ignored, needs, one, read, unreadable } from './deliver.ts'

const event = (object: object, fields: object = {}) => ({
  id: 'evt_1',
  object: 'event',
  created: 1_700_000_000,
  livemode: true,
  data: { object },
  ...fields,
})

const session = (fields: object = {}) => ({
  id: 'cs_1',
  object: 'checkout.session',
  mode: 'payment',
  payment_status: 'paid',
  currency: 'usd',
  amount_subtotal: 3_000,
  amount_total: 3_200,
  total_details: { amount_discount: 300, amount_shipping: 200, amount_tax: 300 },
  customer: 'cus_1',
  customer_email: null,
  customer_details: { email: 'ada@home.example', phone: null },
  payment_intent: 'pi_1',
  metadata: {},
  ...fields,
})

const COMPLETED = 'checkout.session.completed'
const sale = (fields: object = {}, fetcher?: Parameters<typeof events>[3]) =>
  one('sale', 'stripe', COMPLETED, event(session(fields)), fetcher)

const refund = (fields: object = {}) =>
  event({
    id: 're_1',
    object: 'refund',
    charge: 'ch_1',
    payment_intent: 'pi_1',
    amount: 1_000,
    currency: 'usd',
    status: 'succeeded',
    ...fields,
  })

const path = (after = '') => `/v1/checkout/sessions/cs_1/line_items?limit=100${after}`
const line = (fields: object = {}) => ({
  id: 'li_1',
  quantity: '2',
  amount_total: '2000',
  amount_tax: '200',
  price: { id: 'price_1', product: 'prod_1' },
  ...fields,
})

describe('stripe', () => {
  it('reads a session that is paid: without lines, all but tax and shipping', async () => {
    assert.deepEqual(await sale(), {
      kind: 'sale',
      orderId: 'cs_1',
      at: '2023-11-14T22:13:20.000Z',
      paidAt: '2023-11-14T22:13:20.000Z',
      test: false,
      currency: 'USD',
      channel: 'web',
      customer: { id: 'cus_1', email: 'ada@home.example' },
      lines: [{ lineId: 'all', quantity: '1', net: cents(2_700), tax: cents(300), giftCard: false }],
      total: cents(3_200),
      pointsTender: 0n,
      paymentIds: ['pi_1'],
    })
  })

  it('takes the tax on shipping only once', async () => {
    const { lines } = await sale({ shipping_cost: { amount_subtotal: 200, amount_tax: 20, amount_total: 220 } })
    assert.equal(lines[0]?.net, cents(3_200 - 220 - 280))
  })

  it('waits for a payment that comes later', async () => {
    const unpaid = event(session({ payment_status: 'unpaid' }))
    assert.match(await ignored('stripe', COMPLETED, unpaid), /not paid yet/)
    const later = await one('sale', 'stripe', 'checkout.session.async_payment_succeeded', event(session()))
    assert.equal(later.orderId, 'cs_1')
    assert.match(await ignored('stripe', 'checkout.session.async_payment_failed', unpaid), /nothing was paid/)
  })

  it('counts a session that needed no payment with nothing', async () => {
    const free = await sale({
      payment_status: 'no_payment_required',
      amount_total: 0,
      payment_intent: null,
      total_details: null,
    })
    assert.deepEqual([free.lines[0]?.net, free.total, free.paymentIds], [0n, 0n, []])
  })

  it('leaves out sessions that sell nothing once', async () => {
    assert.match(await ignored('stripe', COMPLETED, event(session({ mode: 'subscription' }))), /subscriptions/)
    const setup = session({ mode: 'setup', payment_status: 'no_payment_required', currency: null, amount_total: null })
    assert.match(await ignored('stripe', COMPLETED, event(setup)), /card/)
  })

  it('marks what was made in test mode', async () => {
    const told = await one('sale', 'stripe', COMPLETED, event(session(), { livemode: false }))
    assert.equal(told.test, true)
  })

  it('reads currencies without decimals and with three', async () => {
    const fields = { total_details: { amount_shipping: 0, amount_tax: 0 }, amount_total: 5_120 }
    assert.equal((await sale({ ...fields, currency: 'jpy' })).total, 5_120_000_000n)
    assert.equal((await sale({ ...fields, currency: 'kwd' })).total, 5_120_000n)
    assert.equal((await sale({ ...fields, currency: 'isk' })).total, cents(5_120))
  })

  it('takes the account and the part paid with points from the metadata', async () => {
    const account = '0x52908400098527886E0F7030069857D2E4169EE7'
    const noted = await sale({ metadata: { points_account: account, points_tender: '4.20', other: 'x' } })
    assert.equal(noted.customer?.account, account)
    assert.equal(noted.pointsTender, cents(420))
  })

  it('knows objects that were expanded', async () => {
    const expanded = await sale({ customer: { id: 'cus_2', object: 'customer' }, payment_intent: { id: 'pi_2' } })
    assert.deepEqual([expanded.customer?.id, expanded.paymentIds], ['cus_2', ['pi_2']])
  })

  describe('lines', () => {
    const shipping_cost = { amount_tax: 0, amount_total: 200 }
    const pages = {
      [path()]: { has_more: true, data: [line()] },
      [path('&starting_after=li_1')]: {
        has_more: false,
        data: [line({ id: 'li_2', quantity: '1', amount_total: '1000', amount_tax: '100', price: null })],
      },
    }

    it('are asked for, page by page', async () => {
      await needs(path(), 'stripe', COMPLETED, event(session()))
      const { lines } = await sale({ shipping_cost }, api(pages))
      assert.deepEqual(lines, [
        {
          lineId: 'li_1',
          sku: 'price_1',
          product: 'prod_1',
          quantity: '2',
          net: cents(1_800),
          tax: cents(200),
          giftCard: false,
        },
        {
          lineId: 'li_2',
          sku: undefined,
          product: undefined,
          quantity: '1',
          net: cents(900),
          tax: cents(100),
          giftCard: false,
        },
      ])
    })

    it('must add up to what was paid', async () => {
      const half = api({ [path()]: { has_more: false, data: [line()] } })
      await unreadable(/add up/, 'stripe', COMPLETED, event(session({ shipping_cost })), half)
    })

    it('end where pages never do', async () => {
      const endless = { getJson: () => Promise.resolve({ has_more: true, data: [line()] }) }
      await unreadable(/more lines/, 'stripe', COMPLETED, event(session({ shipping_cost })), endless)
    })
  })

  describe('refunds', () => {
    it('are joined by the payment, each by its own amount', async () => {
      for (const topic of ['refund.created', 'refund.updated', 'charge.refund.updated']) {
        assert.deepEqual(await events('stripe', topic, refund()), [
          {
            kind: 'return',
            refundId: 're_1',
            paymentId: 'pi_1',
            at: '2023-11-14T22:13:20.000Z',
            test: false,
            amount: cents(1_000),
            currency: 'USD',
          },
        ])
      }
    })

    it('count once they succeeded, and are undone when they fail after all', async () => {
      for (const status of ['pending', 'requires_action', null]) {
        assert.match(await ignored('stripe', 'refund.created', refund({ status })), /not succeeded/)
      }
      for (const status of ['failed', 'canceled']) {
        assert.deepEqual(await events('stripe', 'refund.failed', refund({ status })), [
          { kind: 'returnUndone', refundId: 're_1', paymentId: 'pi_1', at: '2023-11-14T22:13:20.000Z', test: false },
        ])
      }
    })

    it('of a charge say nothing: that amount is of all refunds so far', async () => {
      const charge = event({
        id: 'ch_1',
        payment_intent: 'pi_1',
        amount: 3_200,
        amount_refunded: 1_000,
        currency: 'usd',
      })
      assert.match(await ignored('stripe', 'charge.refunded', charge), /cumulative/)
    })

    it('of no payment intent are of no session', async () => {
      assert.match(await ignored('stripe', 'refund.updated', refund({ payment_intent: null })), /no payment intent/)
    })
  })

  it('leaves a trace of a dispute', async () => {
    assert.match(await ignored('stripe', 'charge.dispute.created', event({ id: 'dp_1' })), /dispute/)
  })

  it('ignores other topics without reading them', async () => {
    assert.match(await ignored('stripe', 'invoice.paid', 'no json'), /not used/)
    await assert.rejects(read('stripe', COMPLETED, 'no json'))
  })
})
