import { strict as assert } from 'node:assert'
import { api, cents, events, ignored, needs, one, unreadable } from './deliver.ts'

const usd = (amount: number) => ({ amount, currency: 'USD' })

const event = (name: string, object: object) => ({
  merchant_id: 'ML',
  event_id: 'e-1',
  created_at: '2026-11-20T10:00:01Z',
  data: { type: name, id: 'X', object: { [name]: object } },
})

const payment = (fields: object = {}) =>
  event('payment', {
    id: 'P1',
    status: 'COMPLETED',
    order_id: 'O1',
    location_id: 'L1',
    customer_id: 'C1',
    buyer_email_address: 'ada@home.example',
    team_member_id: 'T1',
    amount_money: usd(1_200),
    tip_money: usd(100),
    total_money: usd(1_300),
    created_at: '2026-11-20T09:59:00Z',
    updated_at: '2026-11-20T10:00:00Z',
    ...fields,
  })

const refund = (fields: object = {}) =>
  event('refund', {
    id: 'R1',
    status: 'COMPLETED',
    payment_id: 'P1',
    order_id: 'RO1',
    amount_money: usd(500),
    created_at: '2026-11-21T10:00:00Z',
    updated_at: '2026-11-21T10:00:02Z',
    version: 10,
    ...fields,
  })

const updated = (fields: object = {}) =>
  event('order_updated', { order_id: 'O1', version: 5, state: 'OPEN', ...fields })

const text = (amount: number) => ({ amount: String(amount), currency: 'USD' })

const line = (fields: object = {}) => ({
  uid: 'u1',
  catalog_object_id: 'CAT1',
  item_type: 'ITEM',
  quantity: '1.5',
  total_money: text(1_100),
  total_tax_money: text(100),
  ...fields,
})

/** As the fetcher gives it: figures are text. */
const order = (fields: object = {}) => ({
  order: {
    id: 'O1',
    version: '7',
    state: 'COMPLETED',
    location_id: 'L1',
    created_at: '2026-11-20T09:58:00Z',
    updated_at: '2026-11-20T10:00:00Z',
    closed_at: '2026-11-20T10:00:00Z',
    total_money: text(1_300),
    net_amount_due_money: text(0),
    line_items: [line()],
    tenders: [{ id: 'T1', payment_id: 'P1', amount_money: text(1_300) }],
    ...fields,
  },
})

const PATH = '/v2/orders/O1'
const asks = (fields?: object) => api({ [PATH]: order(fields) })

describe('square', () => {
  it('reads the order of a completed payment', async () => {
    assert.deepEqual(await events('square', 'payment.updated', payment(), asks()), [
      {
        kind: 'sale',
        orderId: 'O1',
        version: 7n,
        test: false,
        at: '2026-11-20T10:00:00.000Z',
        paidAt: '2026-11-20T10:00:00.000Z',
        currency: 'USD',
        channel: 'store',
        location: 'L1',
        staff: 'T1',
        customer: { id: 'C1', email: 'ada@home.example' },
        lines: [
          { lineId: 'u1', product: 'CAT1', quantity: '1.5', net: cents(1_000), tax: cents(100), giftCard: false },
        ],
        total: cents(1_300),
        pointsTender: 0n,
        paymentIds: ['P1'],
      },
    ])
    await needs(PATH, 'square', 'payment.updated', payment())
  })

  it('counts completed payments alone', async () => {
    for (const status of ['APPROVED', 'PENDING', 'CANCELED', 'FAILED']) {
      assert.match(await ignored('square', 'payment.updated', payment({ status }), asks()), /not completed/)
    }
    assert.equal((await events('square', 'payment.created', payment(), asks())).length, 1)
  })

  it('waits until an order paid by two payments is paid in full, and then knows both', async () => {
    const half = asks({ state: 'OPEN', net_amount_due_money: text(600) })
    assert.match(await ignored('square', 'payment.updated', payment(), half), /not paid in full/)
    const tenders = [{ payment_id: 'P1' }, { payment_id: 'P2' }]
    const whole = asks({ state: 'OPEN', net_amount_due_money: text(0), tenders })
    const sale = await one('sale', 'square', 'payment.updated', payment({ id: 'P2' }), whole)
    assert.deepEqual(sale.paymentIds, ['P1', 'P2'])
    assert.equal(sale.lines[0]?.net, cents(1_000))
    const unpaid = asks({ state: 'OPEN', tenders: [] })
    assert.match(await ignored('square', 'order.updated', updated(), unpaid), /not paid in full/)
  })

  it('asks for the lines of an order that was updated: the event has none', async () => {
    await needs(PATH, 'square', 'order.updated', updated({ state: 'COMPLETED' }))
    const sale = await one('sale', 'square', 'order.updated', updated({ state: 'COMPLETED' }), asks())
    assert.deepEqual([sale.orderId, sale.version, sale.paymentIds], ['O1', 7n, ['P1']])
    assert.match(await ignored('square', 'order.updated', updated()), /without an API token/)
    assert.match(await ignored('square', 'order.updated', updated({ state: 'DRAFT' }), asks()), /draft/)
    assert.match(await ignored('square', 'order.created', event('order_created', {})), /not paid/)
    await unreadable(/another order/, 'square', 'order.updated', updated(), asks({ id: 'O2' }))
  })

  it('takes a cancelled order back, with its version', async () => {
    assert.deepEqual(await events('square', 'order.updated', updated({ state: 'CANCELED' })), [
      { kind: 'cancel', orderId: 'O1', version: 5n, at: '2026-11-20T10:00:01.000Z', test: false },
    ])
  })

  it('leaves taxes, service charges and tips out, and marks gift cards', async () => {
    const lines = [
      line({ total_money: text(1_210), total_service_charge_money: text(110) }),
      line({ uid: 'u2', item_type: 'GIFT_CARD', quantity: '1', total_money: text(2_500), total_tax_money: null }),
    ]
    const sale = await one('sale', 'square', 'payment.updated', payment(), asks({ line_items: lines }))
    assert.deepEqual(
      sale.lines.map(({ net, giftCard }) => [net, giftCard]),
      [
        [cents(1_000), false],
        [cents(2_500), true],
      ],
    )
  })

  it('reads yen, which have no minor unit', async () => {
    const yen = (amount: number) => ({ amount: String(amount), currency: 'JPY' })
    const lines = [line({ total_money: yen(1_100), total_tax_money: yen(100) })]
    const sale = await one(
      'sale',
      'square',
      'payment.updated',
      payment(),
      asks({ total_money: yen(1_100), line_items: lines }),
    )
    assert.deepEqual([sale.lines[0]?.net, sale.total, sale.currency], [1_000_000_000n, 1_100_000_000n, 'JPY'])
  })

  it('makes each payment an order of its own where there is no token', async () => {
    const sale = await one('sale', 'square', 'payment.updated', payment())
    assert.deepEqual([sale.orderId, sale.paymentIds, sale.version], ['P1', ['P1'], undefined])
    assert.deepEqual(sale.lines, [{ lineId: 'all', quantity: '1', net: cents(1_200), tax: 0n, giftCard: false }])
    assert.equal(sale.total, cents(1_300))
  })

  describe('refunds', () => {
    const returnLine = (fields: object = {}) => ({
      source_line_item_uid: 'u1',
      quantity: '0.5',
      total_money: text(366),
      total_tax_money: text(33),
      ...fields,
    })
    const ownOrder = (lines: object[], fields: object = {}) =>
      api({
        '/v2/orders/RO1': order({
          id: 'RO1',
          line_items: [],
          returns: [{ source_order_id: 'O1', return_line_items: lines }],
          ...fields,
        }),
      })
    const told = (fetcher?: Parameters<typeof events>[3]) =>
      one('return', 'square', 'refund.updated', refund(), fetcher)

    it('finds sale and lines through the order that a refund makes for itself', async () => {
      await needs('/v2/orders/RO1', 'square', 'refund.updated', refund())
      assert.deepEqual(await told(ownOrder([returnLine()])), {
        kind: 'return',
        refundId: 'R1',
        at: '2026-11-21T10:00:02.000Z',
        test: false,
        orderId: 'O1',
        paymentId: 'P1',
        lines: [{ lineId: 'u1', quantity: '0.5', net: cents(333) }],
        amount: cents(500),
        currency: 'USD',
      })
    })

    it('goes by the amount where the returned line names none, as in a refund of an amount', async () => {
      const custom = await told(ownOrder([returnLine({ source_line_item_uid: undefined, item_type: 'CUSTOM_AMOUNT' })]))
      assert.deepEqual([custom.orderId, custom.lines, custom.amount], ['O1', undefined, cents(500)])
    })

    it('joins by the payment where there is no token', async () => {
      const alone = await told()
      assert.deepEqual([alone.orderId, alone.paymentId, alone.lines], [undefined, 'P1', undefined])
      assert.match(await ignored('square', 'refund.updated', refund({ payment_id: null })), /no payment/)
    })

    it('counts completed refunds alone, and undoes one that failed', async () => {
      assert.match(await ignored('square', 'refund.created', refund({ status: 'PENDING' })), /not completed/)
      for (const status of ['FAILED', 'REJECTED']) {
        assert.deepEqual(await events('square', 'refund.updated', refund({ status })), [
          { kind: 'returnUndone', refundId: 'R1', paymentId: 'P1', at: '2026-11-21T10:00:02.000Z', test: false },
        ])
      }
    })

    it('sells nothing by the order of a return, and leaves an exchange to people', async () => {
      const returns = [{ source_order_id: 'O1', return_line_items: [returnLine()] }]
      assert.match(
        await ignored('square', 'order.updated', updated(), asks({ line_items: [], returns })),
        /refund counts/,
      )
      assert.match(await ignored('square', 'order.updated', updated(), asks({ returns })), /exchange/)
    })
  })
})
