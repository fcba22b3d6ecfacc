import { strict as assert } from 'node:assert'
import { api, cents, events, ignored, needs, one, unreadable } from './deliver.ts'

const line = (fields: object = {}) => ({
  id: 315,
  product_id: 93,
  variation_id: 0,
  sku: 'TEE',
  quantity: 2,
  total: '29.98',
  total_tax: '5.70',
  price: 14.989999999999998,
  ...fields,
})

const order = (fields: object = {}) => ({
  id: 727,
  status: 'processing',
  currency: 'EUR',
  created_via: 'checkout',
  date_created_gmt: '2026-11-20T10:00:00',
  date_modified_gmt: '2026-11-20T10:00:06',
  date_paid_gmt: '2026-11-20T10:00:05',
  total: '45.68',
  customer_id: 26,
  billing: { email: 'ada@home.example', phone: '030 123456' },
  meta_data: [],
  line_items: [line()],
  fee_lines: [],
  refunds: [],
  ...fields,
})

const sale = (fields?: object) => one('sale', 'woocommerce', 'order.updated', order(fields))
const VERSION = BigInt(Date.parse('2026-11-20T10:00:06Z'))

describe('woocommerce', () => {
  it('reads a paid order, with the refunds it has', async () => {
    assert.deepEqual(await events('woocommerce', 'order.created', order()), [
      {
        kind: 'sale',
        orderId: '727',
        version: VERSION,
        at: '2026-11-20T10:00:06.000Z',
        paidAt: '2026-11-20T10:00:05.000Z',
        test: false,
        currency: 'EUR',
        channel: 'web',
        customer: { id: '26', email: 'ada@home.example', phone: '030 123456' },
        lines: [
          {
            lineId: '315',
            sku: 'TEE',
            product: '93',
            quantity: '2',
            net: cents(2_998),
            tax: cents(570),
            giftCard: false,
          },
        ],
        total: cents(4_568),
        pointsTender: 0n,
      },
      {
        kind: 'refundList',
        orderId: '727',
        version: VERSION,
        at: '2026-11-20T10:00:06.000Z',
        test: false,
        refundIds: [],
      },
    ])
  })

  it('reads created and updated alike: of the first ten seconds only one of them tells', async () => {
    assert.deepEqual(
      await events('woocommerce', 'order.created', order()),
      await events('woocommerce', 'order.updated', order()),
    )
  })

  it('counts an order that is paid and processing or completed, and no other', async () => {
    assert.equal((await sale({ status: 'completed' })).kind, 'sale')
    assert.match(await ignored('woocommerce', 'order.created', order({ date_paid_gmt: null })), /not paid/)
    assert.match(
      await ignored('woocommerce', 'order.updated', order({ status: 'cancelled', date_paid_gmt: null })),
      /not paid/,
    )
    assert.match(await ignored('woocommerce', 'order.updated', order({ status: 'on-hold' })), /processing or completed/)
    assert.match(await ignored('woocommerce', 'order.deleted', { id: 727 }), /deleted/)
    assert.match(await ignored('woocommerce', 'product.updated', { id: 1 }), /not used/)
  })

  it('takes a paid order back whole when it is cancelled, refunded or failed; a later version may make it good', async () => {
    for (const status of ['cancelled', 'refunded', 'failed']) {
      assert.deepEqual(await events('woocommerce', 'order.updated', order({ status })), [
        { kind: 'cancel', orderId: '727', version: VERSION, at: '2026-11-20T10:00:06.000Z', test: false },
      ])
    }
    assert.ok((await sale({ date_modified_gmt: '2026-11-20T10:00:07' })).version! > VERSION)
  })

  it('knows a guest, whose number is 0, by e-mail', async () => {
    const guest = await sale({ customer_id: 0, billing: { email: 'ada@home.example', phone: '' } })
    assert.deepEqual(guest.customer, { email: 'ada@home.example' })
  })

  it('takes a fee below zero as a discount, and no other fee as goods', async () => {
    const { lines } = await sale({
      line_items: [line({ total: '20.00' }), line({ id: 316, total: '10.00' })],
      fee_lines: [{ total: '-6.00' }, { total: '4.50' }],
    })
    assert.deepEqual(
      lines.map(({ net }) => net),
      [cents(1_600), cents(800)],
    )
  })

  it('takes the account and the part paid with points from notes of the shop', async () => {
    const account = '0x52908400098527886E0F7030069857D2E4169EE7'
    const noted = await sale({
      meta_data: [
        { key: 'points_account', value: account },
        { key: 'points_tender', value: '10.50' },
      ],
    })
    assert.equal(noted.customer?.account, account)
    assert.equal(noted.pointsTender, cents(1_050))
    const negative = order({ meta_data: [{ key: 'points_tender', value: '-1' }] })
    await unreadable(/points_tender/, 'woocommerce', 'order.updated', negative)
  })

  it('reads money of more or fewer decimals, as text or as number', async () => {
    const { lines } = await sale({ line_items: [line({ total: '0.3333' }), line({ id: 316, total: 5 })] })
    assert.deepEqual(
      lines.map(({ net }) => net),
      [333_300n, 5_000_000n],
    )
  })

  describe('refunds', () => {
    const refunded = order({
      refunds: [
        { id: 731, reason: '', total: '-10.00' },
        { id: 732, reason: '', total: '-5.00' },
      ],
    })
    const path = (id: number) => `/orders/727/refunds/${id}`
    const returned = (fields: object = {}) => ({
      quantity: '-1',
      total: '-8.40',
      meta_data: [{ key: '_refunded_item_id', value: '315' }],
      ...fields,
    })
    const asked = (fields: object) =>
      api({
        [path(731)]: { id: '731', amount: '10.00', line_items: [returned()], shipping_lines: [], ...fields },
        [path(732)]: { id: '732', amount: '5.00', line_items: [], shipping_lines: [] },
      })
    const told = (fetcher?: Parameters<typeof events>[3]) => events('woocommerce', 'order.updated', refunded, fetcher)

    it('tells all of them, by their amount alone where there is no token', async () => {
      const [, first, second, list] = await told()
      assert.deepEqual(first, {
        kind: 'return',
        refundId: '731',
        orderId: '727',
        at: '2026-11-20T10:00:06.000Z',
        test: false,
        amount: cents(1_000),
      })
      assert.equal(second?.kind === 'return' && second.amount, cents(500))
      assert.deepEqual(list?.kind === 'refundList' && list.refundIds, ['731', '732'])
    })

    it('needs to ask for the lines where there is one', () =>
      needs(path(731), 'woocommerce', 'order.updated', refunded))

    it('takes back lines by the line each names, not by its own id', async () => {
      const fetcher = asked({})
      const [, first, second] = await told(fetcher)
      assert.deepEqual(first?.kind === 'return' && first.lines, [{ lineId: '315', quantity: '1', net: cents(840) }])
      assert.deepEqual(second?.kind === 'return' && [second.lines, second.amount], [undefined, cents(500)])
      assert.deepEqual(fetcher.asked, [path(731), path(732)])
    })

    it('goes by the amount where a line names none', async () => {
      const [, first] = await told(asked({ line_items: [returned(), returned({ meta_data: [] })] }))
      assert.deepEqual(first?.kind === 'return' && [first.lines, first.amount], [undefined, cents(1_000)])
    })

    it('takes nothing back for shipping alone', async () => {
      const [, first] = await told(asked({ line_items: [], shipping_lines: [{ total: '-8.40', total_tax: '-1.60' }] }))
      assert.deepEqual(first?.kind === 'return' && [first.lines, first.basis], [undefined, 0n])
    })

    it('lists what is left when one is deleted', async () => {
      const list = await one(
        'refundList',
        'woocommerce',
        'order.updated',
        order({ refunds: [{ id: 732, total: '-5.00' }] }),
      )
      assert.deepEqual(list.refundIds, ['732'])
    })
  })
})
