import { strict as assert } from 'node:assert'
import { cents, events, ignored, one, read, RECEIVED, unreadable } from './deliver.ts'

const line = (fields: object = {}) => ({
  id: 11,
  product_id: 501,
  variant_id: 601,
  sku: 'TEA-1',
  quantity: 1,
  price: '99.00',
  total_discount: '0.00',
  gift_card: false,
  tax_lines: [],
  discount_allocations: [],
  ...fields,
})

const order = (fields: object = {}) => ({
  id: 7001,
  test: false,
  currency: 'EUR',
  taxes_included: false,
  source_name: 'web',
  location_id: null,
  user_id: null,
  created_at: '2026-11-20T10:00:00+01:00',
  updated_at: '2026-11-20T10:00:05+01:00',
  cancelled_at: null,
  financial_status: 'voided',
  subtotal_price: '99.00',
  total_price: '104.00',
  email: 'ada@shop.example',
  phone: null,
  customer: { id: 31, email: 'ada@home.example', phone: '+441234567890' },
  note_attributes: [],
  line_items: [line()],
  ...fields,
})

const refund = (fields: object = {}) => ({
  id: 9001,
  order_id: 7001,
  created_at: '2026-11-21T10:00:00Z',
  processed_at: '2026-11-21T10:00:01Z',
  refund_line_items: [],
  transactions: [],
  order_adjustments: [],
  ...fields,
})

const paid = (amount: string, fields: object = {}) => ({
  kind: 'refund',
  status: 'success',
  amount,
  currency: 'EUR',
  ...fields,
})

const sale = (fields?: object) => one('sale', 'shopify', 'orders/paid', order(fields))
const back = (fields?: object) => one('return', 'shopify', 'refunds/create', refund(fields))

describe('shopify', () => {
  it('waits for all of the money: what is authorised or paid in part is told again once it is there', async () => {
    for (const financial_status of ['pending', 'authorized', 'partially_paid', 'expired']) {
      const why = await ignored('shopify', 'orders/paid', order({ financial_status }))
      assert.equal(why, `the order is not paid (${financial_status}): its money is still to come`)
    }
    for (const financial_status of ['paid', 'partially_refunded', 'refunded', 'voided', null]) {
      assert.equal((await sale({ financial_status })).orderId, '7001')
    }
  })

  it('reads a paid order', async () => {
    assert.deepEqual(await sale(), {
      kind: 'sale',
      orderId: '7001',
      at: '2026-11-20T09:00:05.000Z',
      paidAt: '2026-11-20T09:00:05.000Z',
      test: false,
      currency: 'EUR',
      channel: 'web',
      location: undefined,
      staff: undefined,
      customer: { id: '31', email: 'ada@home.example', phone: '+441234567890' },
      lines: [
        { lineId: '11', sku: 'TEA-1', product: '501', quantity: '1', net: cents(9_900), tax: 0n, giftCard: false },
      ],
      total: cents(10_400),
      pointsTender: 0n,
    })
  })

  it('reads with a paid order the refunds that it bears, as they come by themselves', async () => {
    const { order_id: _, ...byLines } = refund({
      refund_line_items: [{ line_item_id: 11, quantity: 1, subtotal: '99.00', total_tax: '0.00' }],
      transactions: [paid('99.00')],
    })
    const byMoney = { ...refund({ id: 9002, transactions: [paid('5.00')] }), order_id: 7001 }
    const nothing = refund({ id: 9003 })
    const body = order({ financial_status: 'partially_refunded', refunds: [byLines, byMoney, nothing] })
    const [sold, ...returned] = await events('shopify', 'orders/paid', body)
    assert.equal(sold?.kind, 'sale')
    assert.deepEqual(returned, [
      ...(await events('shopify', 'refunds/create', { ...byLines, order_id: 7001 })),
      ...(await events('shopify', 'refunds/create', byMoney)),
    ])
    assert.equal((await events('shopify', 'orders/cancelled', body)).length, 1)
    assert.equal((await events('shopify', 'orders/paid', order({ refunds: null }))).length, 1)
  })

  it('takes what happened from the topic alone: the bodies are the same', async () => {
    assert.deepEqual(await events('shopify', 'orders/cancelled', order({ cancelled_at: '2026-11-22T00:00:00Z' })), [
      { kind: 'cancel', orderId: '7001', at: '2026-11-22T00:00:00.000Z', test: false },
    ])
    for (const topic of [
      'orders/create',
      'orders/updated',
      'orders/fulfilled',
      'order_transactions/create',
      'carts/new',
    ]) {
      assert.match(await ignored('shopify', topic, order()), /\w/)
    }
  })

  it('says why an edit counts for nothing', async () => {
    assert.match(await ignored('shopify', 'orders/edited', { order_edit: {} }), /refunds\/create/)
  })

  it('keeps ids above 2^53 exact', async () => {
    const body = JSON.stringify(order())
      .replace('"id":7001', '"id":820982911946154508')
      .replace('"id":11', '"id":9007199254740993')
    const { orderId, lines } = await one('sale', 'shopify', 'orders/paid', body)
    assert.equal(orderId, '820982911946154508')
    assert.equal(lines[0]?.lineId, '9007199254740993')
  })

  it('prefers the global id: a number may have been through a float on its way', async () => {
    const spoiled = await sale({
      id: '820982911946154500',
      admin_graphql_api_id: 'gid://shopify/Order/820982911946154508',
      line_items: [line({ id: 48, admin_graphql_api_id: 'gid://shopify/LineItem/487817672276298554' })],
      customer: { id: 1, admin_graphql_api_id: 'gid://shopify/Customer/115310627314723954' },
    })
    assert.equal(spoiled.orderId, '820982911946154508')
    assert.equal(spoiled.lines[0]?.lineId, '487817672276298554')
    assert.equal(spoiled.customer?.id, '115310627314723954')
    const returned = await back({
      refund_line_items: [
        {
          line_item_id: 48,
          quantity: 1,
          subtotal: 1,
          line_item: { admin_graphql_api_id: 'gid://shopify/LineItem/487817672276298554' },
        },
      ],
    })
    assert.equal(returned.lines?.[0]?.lineId, '487817672276298554')
  })

  it('takes discounts by their allocations: total_discount stays 0 for those of the whole order', async () => {
    const { lines } = await sale({
      subtotal_price: '164.90',
      line_items: [
        line({ discount_allocations: [{ amount: '14.10' }, { amount: '5.00' }] }),
        line({ id: 12, price: '50.00', quantity: 2, discount_allocations: [{ amount: '15.00' }] }),
      ],
    })
    assert.deepEqual(
      lines.map(({ net }) => net),
      [cents(7_990), cents(8_500)],
    )
  })

  it('takes the tax out of prices that include it', async () => {
    const tax_lines = [{ price: '13.50' }, { price: '3.00' }]
    const inside = await sale({ taxes_included: true, line_items: [line({ tax_lines })] })
    assert.deepEqual([inside.lines[0]?.net, inside.lines[0]?.tax], [cents(8_250), cents(1_650)])
    const outside = await sale({ line_items: [line({ tax_lines })] })
    assert.deepEqual([outside.lines[0]?.net, outside.lines[0]?.tax], [cents(9_900), cents(1_650)])
  })

  it('marks gift cards and test orders', async () => {
    const order = await sale({ test: true, line_items: [line({ gift_card: true })] })
    assert.equal(order.test, true)
    assert.equal(order.lines[0]?.giftCard, true)
  })

  it('knows the buyer without an account by e-mail and phone, and a counter sale by nobody', async () => {
    const guest = await sale({ customer: null, email: '', contact_email: 'guest@home.example', phone: '+4930123456' })
    assert.deepEqual(guest.customer, { email: 'guest@home.example', phone: '+4930123456' })
    const counter = await sale({ customer: null, email: '', source_name: 'pos', location_id: 5, user_id: 6 })
    assert.equal(counter.customer, undefined)
    assert.deepEqual([counter.channel, counter.location, counter.staff], ['store', '5', '6'])
    assert.equal((await sale({ source_name: 'shopify_draft_order' })).channel, 'phone')
  })

  it('takes no account from the notes of an order: buyers write them', async () => {
    const value = '0x52908400098527886E0F7030069857D2E4169EE7'
    const noted = await sale({ note_attributes: [{ name: 'points_account', value }] })
    assert.equal(noted.customer?.account, undefined)
    assert.equal(noted.pointsTender, 0n)
  })

  it('spreads a discount that no line names, and refuses lines that are less than the order', async () => {
    const discounted = await sale({
      subtotal_price: '90.00',
      line_items: [line({ price: '66.00' }), line({ id: 12, price: '33.00' })],
    })
    assert.deepEqual(
      discounted.lines.map(({ net }) => net),
      [cents(6_000), cents(3_000)],
    )
    await unreadable(/less than the subtotal/, 'shopify', 'orders/paid', order({ subtotal_price: '100.00' }))
  })

  it('takes an order as it was edited before it was paid', async () => {
    const edited = await sale({
      current_subtotal_price: '149.00',
      current_total_price: '154.00',
      line_items: [line(), line({ id: 12, price: '50.00' })],
    })
    assert.deepEqual(
      edited.lines.map(({ net }) => net),
      [cents(9_900), cents(5_000)],
    )
    assert.equal(edited.total, cents(15_400))
  })

  it('takes back the lines of a refund, not the money of its transactions', async () => {
    const returned = await back({
      refund_line_items: [
        { line_item_id: 11, quantity: 2, subtotal: 195.66, total_tax: 0 },
        { line_item_id: 12, quantity: 1, subtotal_set: { shop_money: { amount: '5.00' } }, total_tax: '0.00' },
      ],
      transactions: [
        paid('75.00'),
        paid('10.00'),
        paid('500.00', { status: 'failure' }),
        paid('1.00', { kind: 'void' }),
      ],
    })
    assert.deepEqual(returned, {
      kind: 'return',
      refundId: '9001',
      orderId: '7001',
      at: '2026-11-21T10:00:01.000Z',
      test: false,
      lines: [
        { lineId: '11', quantity: '2', net: cents(19_566) },
        { lineId: '12', quantity: '1', net: cents(500) },
      ],
      amount: cents(8_500),
    })
  })

  it('reads a subtotal written as a number without passing it through a float', async () => {
    const body = JSON.stringify(
      refund({ refund_line_items: [{ line_item_id: 11, quantity: 1, subtotal: 0, total_tax: 0 }] }),
    ).replace('"subtotal":0', '"subtotal":90071992547.409931')
    const returned = await one('return', 'shopify', 'refunds/create', body)
    assert.equal(returned.lines?.[0]?.net, 90_071_992_547_409_931n)
  })

  it('leaves taxed lines to their quantity: whether a subtotal holds the tax, only the order says', async () => {
    const { lines } = await back({
      refund_line_items: [{ line_item_id: 11, quantity: 1, subtotal: '60.00', total_tax: 10 }],
    })
    assert.deepEqual(lines, [{ lineId: '11', quantity: '1' }])
    const older = await back({ refund_line_items: [{ line_item_id: 11, quantity: 1 }] })
    assert.deepEqual(older.lines, [{ lineId: '11', quantity: '1' }])
  })

  it('takes a refund without lines by its money, less the shipping in it', async () => {
    const byTransaction = await back({ transactions: [paid('12.00')] })
    assert.deepEqual(
      [byTransaction.amount, byTransaction.currency, byTransaction.lines],
      [cents(1_200), 'EUR', undefined],
    )
    const byAdjustment = await back({
      order_adjustments: [{ kind: 'refund_discrepancy', amount: '-8.00', tax_amount: '-2.00' }],
    })
    assert.equal(byAdjustment.amount, cents(1_000))
    const withShipping = await back({
      transactions: [paid('12.00')],
      order_adjustments: [{ kind: 'shipping_refund', amount: '-5.00', tax_amount: '0.00' }],
    })
    assert.equal(withShipping.amount, cents(700))
  })

  it('takes nothing back for shipping alone, or for a refund of nothing', async () => {
    const shipping = {
      transactions: [paid('5.00')],
      refund_shipping_lines: [{ subtotal_amount_set: { shop_money: { amount: '5.00' } } }],
    }
    assert.match(await ignored('shopify', 'refunds/create', refund(shipping)), /shipping alone/)
    assert.match(await ignored('shopify', 'refunds/create', refund()), /nothing/)
  })

  it('marks the refund of a test order', async () => {
    assert.equal((await back({ transactions: [paid('1.00', { test: true })] })).test, true)
  })

  it('passes on the three privacy topics', async () => {
    const customer = { id: 191167, email: 'ada@home.example', phone: '+441234567890' }
    const shop = { shop_id: 1, shop_domain: 'tea.myshopify.com' }
    const at = RECEIVED.toISOString()
    const of = (topic: string, body: object) => events('shopify', topic, { ...shop, ...body })
    const told = { kind: 'privacy', at, test: false, customer: { ...customer, id: '191167' } }
    assert.deepEqual(await of('customers/data_request', { customer, orders_requested: [1, 2] }), [
      { ...told, request: 'data', orderIds: ['1', '2'] },
    ])
    assert.deepEqual(await of('customers/redact', { customer, orders_to_redact: [3] }), [
      { ...told, request: 'redactCustomer', orderIds: ['3'] },
    ])
    assert.deepEqual(await of('shop/redact', {}), [
      { ...told, request: 'redactShop', customer: undefined, orderIds: [] },
    ])
  })

  it('names the fields of an order it cannot read, and nothing that is in them', async () => {
    const { line_items: _, ...body } = order({ total_price: 5, currency: 'ada@home.example' })
    await assert.rejects(read('shopify', 'orders/paid', body), (error: Error) => {
      assert.match(error.message, /currency.*line_items/)
      assert.doesNotMatch(error.message, /ada/)
      return true
    })
  })
})
