import { strict as assert } from 'node:assert'
import { toHex } from 'viem'
import { parseRate } from '../../../loyalty/rate.ts'
import { applyEvent } from '../../../service/ledger/apply-event.ts'
import { type BrandRules, DEFAULT_RULES } from '../../../service/ledger/brand-rules.ts'
import type { LedgerContext } from '../../../service/ledger/ledger-context.ts'
import { keyOf, LedgerWindow } from '../../../service/ledger/ledger-window.ts'
import { UnreadableDelivery } from '../../../service/shops/delivery-error.ts'
import { eventsOf } from '../../../service/shops/events-of.ts'
import type { Provider, Sale, ShopEvent } from '../../../service/shops/shop-event.ts'
import { generator } from './generator.ts'
import type { Message } from './ledger-fixture.ts'
import { pointsOf } from './order-model.ts'
import { disturb, randomHistory } from './random-history.ts'

const SEED = toHex(7, { size: 32 })
const AT = '2026-01-01T10:00:00.000Z'

function newContext(rules: Partial<BrandRules> = {}): LedgerContext {
  const draw = generator(3)
  return {
    window: new LedgerWindow({ nextMember: 1, nextOrder: 1 }),
    ...{ brandId: 1, scope: { provider: 'generic', shop: 'corner' }, pepper: SEED, claimSeed: SEED },
    rules: [{ ...DEFAULT_RULES, ...rules }],
    random: (length) => toHex(Uint8Array.from({ length }, () => Math.floor(draw() * 256))),
  }
}

const soldFor = (net: bigint, more: Partial<Sale> = {}): Sale => ({
  ...{ kind: 'sale', at: AT, test: false, orderId: 'A-1', paidAt: AT, currency: 'EUR', channel: 'web' },
  ...{ customer: { email: 'ann@shop.test' }, pointsTender: 0n, total: net },
  lines: [{ lineId: '1', quantity: '1', net, tax: 0n, giftCard: false }],
  ...more,
})

const back = (refundId: string, amount: bigint, more: Partial<ShopEvent> = {}): ShopEvent =>
  ({ kind: 'return', at: AT, test: false, refundId, orderId: 'A-1', amount, ...more }) as ShopEvent

const MICRO = 1_000_000n
const applied = (events: readonly ShopEvent[], rules?: Partial<BrandRules>) => {
  const context = newContext(rules)
  for (const event of events) applyEvent(context, event)
  const [order] = [...context.window.ordersByNumber.values()]
  assert.ok(order)
  return { context, order, entries: context.window.entries }
}
const booked = (entries: LedgerWindow['entries']) => entries.map(({ kind, points, source }) => [kind, points, source])

describe('what shops tell, applied in memory', () => {
  it('keeps who took something back', () => {
    const { order } = applied([soldFor(40n * MICRO), back('1', 10n * MICRO, { staff: 'till-7' }), back('2', MICRO)])
    assert.deepEqual(
      order.returns.map(({ staff }) => staff),
      ['till-7', null],
    )
  })

  it('earns whole points of the net value, and says why', () => {
    const lines = [
      { lineId: 'cup', quantity: '2', net: 19_990_000n, tax: 0n, giftCard: false },
      { lineId: 'card', quantity: '1', net: 50n * MICRO, tax: 0n, giftCard: true },
      { lineId: 'tobacco', quantity: '1', net: 8n * MICRO, tax: 0n, giftCard: false, categories: ['tobacco'] },
    ]
    const { order } = applied([soldFor(0n, { lines })], { excludedCategories: ['tobacco'] })
    assert.equal(order.kept, 1_900n)
    assert.deepEqual(order.sale?.breakdown.lines, [
      { lineId: 'cup', points: '1900', excluded: false, reasons: [] },
      { lineId: 'card', points: '0', excluded: true, reasons: ['giftCard'] },
      { lineId: 'tobacco', points: '0', excluded: true, reasons: ['excludedCategory'] },
    ])
  })

  it('gives nothing for what was paid with points, and no more than the cap', () => {
    assert.equal(applied([soldFor(50n * MICRO, { pointsTender: 20n * MICRO })]).order.kept, 3_000n)
    const { order } = applied([soldFor(50n * MICRO)], { capPerOrder: 2_000n })
    assert.equal(order.kept, 2_000n)
    assert.deepEqual(order.sale?.breakdown.lines[0]?.reasons, ['capped'])
  })

  it('takes nothing for a line that the sale does not have, and tells', () => {
    const line = (lineId: string) => ({ lines: [{ lineId, quantity: '1', net: 50n * MICRO }] })
    const sold = soldFor(100n * MICRO)
    for (const events of [
      [sold, back('1', 50n * MICRO, line('added-by-an-edit'))],
      [back('1', 50n * MICRO, line('added-by-an-edit')), sold],
    ]) {
      const { order, context } = applied(events)
      assert.deepEqual([order.kept, order.taken], [10_000n, 0n])
      const detail = { order: 1, provider: 'generic' }
      assert.deepEqual(context.window.alerts, [{ kind: 'returnUnknownLine', subject: '1', detail }])
    }
    const known = applied([sold, back('1', 50n * MICRO, line('1'))])
    assert.deepEqual([known.order.kept, known.context.window.alerts], [5_000n, []])

    // Sold without its lines, which the provider told only later: each is a part of all.
    const whole = soldFor(100n * MICRO, {
      lines: [{ lineId: 'all', quantity: '1', net: 100n * MICRO, tax: 0n, giftCard: false }],
    })
    const part = applied([whole, back('1', 50n * MICRO, line('cup'))])
    assert.deepEqual([part.order.kept, part.context.window.alerts], [5_000n, []])
  })

  it('takes back in parts exactly what it takes back at once', () => {
    const third = 3_330_000n
    const sold = soldFor(3n * third)
    const { order, entries } = applied([sold, back('1', third), back('2', third), back('3', third)])
    assert.deepEqual([order.earned, order.kept], [900n, 0n])
    assert.deepEqual(booked(entries), [
      ['earn', 900n, 'sale'],
      ['return', -300n, 'refund:1'],
      ['return', -300n, 'refund:2'],
      ['return', -300n, 'refund:3'],
    ])
  })

  it('remembers a refund, its undoing and a cancellation that come before the sale', () => {
    const sold = soldFor(40n * MICRO)
    const early = applied([back('1', 10n * MICRO), sold])
    assert.equal(early.order.kept, 3_000n)
    assert.deepEqual(booked(early.entries), [
      ['earn', 4_000n, 'sale'],
      ['return', -1_000n, 'sale'],
    ])
    const undone: ShopEvent = { kind: 'returnUndone', at: AT, test: false, refundId: '1', orderId: 'A-1' }
    assert.equal(applied([undone, back('1', 10n * MICRO), sold]).order.kept, 4_000n)
    assert.equal(applied([{ kind: 'cancel', at: AT, test: false, orderId: 'A-1' }, sold]).order.kept, 0n)
  })

  it('makes a cancelled order good again by a sale of a higher version alone', () => {
    const cancel: ShopEvent = { kind: 'cancel', at: AT, test: false, orderId: 'A-1', version: 5n }
    const sold = (version: bigint) => soldFor(40n * MICRO, { version })
    assert.equal(applied([sold(4n), cancel]).order.kept, 0n)
    for (const events of [
      [sold(4n), cancel, sold(6n)],
      [sold(6n), cancel, sold(4n)],
      [cancel, sold(6n), sold(4n)],
    ])
      assert.equal(applied(events).order.kept, 4_000n)
  })

  it('follows the list of refunds an order has now, and no older one', () => {
    const list = (version: bigint, ...refundIds: string[]): ShopEvent => {
      return { kind: 'refundList', at: AT, test: false, orderId: 'A-1', version, refundIds }
    }
    const sold = soldFor(40n * MICRO)
    const refunds = [back('1', 10n * MICRO), back('2', 10n * MICRO)]
    assert.equal(applied([sold, ...refunds, list(2n, '1', '2'), list(3n, '2')]).order.kept, 3_000n)
    assert.equal(applied([list(3n, '2'), ...refunds, sold, list(2n, '1', '2')]).order.kept, 3_000n)
    assert.equal(applied([sold, ...refunds, list(2n, '1'), list(2n, '2')]).order.kept, 2_000n)
  })

  it('joins a refund that names only the payment, whichever comes first', () => {
    const sold = soldFor(40n * MICRO, { paymentIds: ['pay_1'] })
    const refund = back('1', 10n * MICRO, { orderId: undefined, paymentId: 'pay_1' } as Partial<ShopEvent>)
    for (const events of [
      [sold, refund],
      [refund, sold],
    ]) {
      const { order } = applied(events)
      assert.equal(order.kept, 3_000n)
    }
  })

  it('keeps an order of nobody, and gives it to whom a later version names', () => {
    const nobody = soldFor(40n * MICRO, { customer: undefined, version: 1n })
    const { order, entries } = applied([nobody])
    assert.deepEqual([order.member, order.kept, entries.length], [0, 0n, 0])
    const named = applied([nobody, soldFor(40n * MICRO, { version: 2n })])
    assert.deepEqual([named.order.member, named.order.kept], [1, 4_000n])
  })

  const membersOf = (customers: readonly Sale['customer'][], provider: Provider = 'generic') => {
    const context = newContext()
    Object.assign(context, { scope: { provider, shop: 'corner' } })
    for (const [i, customer] of customers.entries()) {
      applyEvent(context, soldFor(MICRO, { orderId: `A-${i}`, ...(customer ? { customer } : {}) }))
    }
    const numbers = [...context.window.ordersByNumber.values()].map(({ member }) => member)
    return { numbers, members: context.window.members }
  }
  const ACCOUNT = '0x00000000000000000000000000000000000a1111'

  it('knows a customer again by account, number, e-mail or phone', () => {
    const { numbers } = membersOf([
      { id: '7' },
      { id: ' 7 ', email: 'new@shop.test' },
      { email: 'Ann@Shop.test ', phone: '+44 20 7946 0000' },
      { email: 'ann@shop.test' },
      { phone: '+44 20 7946 0000' },
      { phone: '0044 (0)20 7946-0000' },
      { account: '0x00000000000000000000000000000000000A1111' },
      { account: ACCOUNT, email: 'ann@shop.test' },
    ])
    assert.deepEqual(numbers, [1, 1, 2, 2, 3, 3, 4, 4])
  })

  it('lets nobody take what is known of another by typing it', () => {
    // Ann bought as a guest; Eve, with an account of the shop, types Ann's address, then her own telephone with it.
    const { numbers, members } = membersOf([
      { email: 'ann@shop.test' },
      { id: '66', email: 'ann@shop.test', phone: '+44 20 7946 0001' },
      { phone: '+44 20 7946 0001' },
      { id: '66', account: ACCOUNT },
      { email: 'ann@shop.test', account: ACCOUNT },
    ])
    assert.deepEqual(numbers, [1, 1, 2, 3, 3])
    assert.equal(members.get(1)?.account, null)
    assert.equal(members.get(3)?.account, ACCOUNT)
  })

  it('joins nobody to a telephone that stands beside an e-mail', () => {
    // Eve types Ann's number beside her own e-mail: before Ann buys, and after.
    const eve = { email: 'eve@shop.test', phone: '+44 20 7946 0002' }
    const ann = { phone: '+44 20 7946 0002' }
    assert.deepEqual(membersOf([eve, ann, eve, ann]).numbers, [1, 2, 1, 2])
    assert.deepEqual(membersOf([ann, eve, { email: 'ann@shop.test', phone: ann.phone }]).numbers, [1, 2, 3])
  })

  it('keeps an e-mail free that only somebody with a surer name has typed', () => {
    assert.deepEqual(membersOf([{ id: '66', email: 'ann@shop.test' }, { email: 'ann@shop.test' }]).numbers, [1, 2])
  })

  it('learns no e-mail that somebody only gave at a till', () => {
    const customers = [{ id: 'till-1', email: 'ann@shop.test' }, { email: 'ann@shop.test' }]
    assert.deepEqual(membersOf(customers, 'till').numbers, [1, 2])
  })

  it('refuses an order whose payment was booked as another order', () => {
    const payment = soldFor(40n * MICRO, { orderId: 'P-1', paymentIds: ['P-1'] })
    const order = soldFor(40n * MICRO, { orderId: 'O-1', paymentIds: ['P-1'] })
    const reason = 'a payment of this order was booked as another order before: it earned there'
    assert.throws(() => applied([payment, order]), { name: 'UnreadableDelivery', reason })
    assert.equal(applied([payment, payment]).order.kept, 4_000n)
  })

  it('knows nobody by the zeros that people write where a telephone is asked for', () => {
    const phones = ['000', '0000000000', '+', '+1111111']
    const customers = phones.flatMap((phone, i) => [
      { email: `a${i}@shop.test`, phone },
      { email: `b${i}@shop.test`, phone },
    ])
    assert.deepEqual(membersOf(customers).numbers, [1, 2, 3, 4, 5, 6, 7, 8])
  })

  it('refuses the id of a refund that was another order’s', () => {
    const other = soldFor(40n * MICRO, { orderId: 'A-2' })
    const again = { ...back('R-1', 10n * MICRO), orderId: 'A-2' } as ShopEvent
    const reason = 'the id of this refund was used for a refund of another order'
    const events = [soldFor(40n * MICRO), other, back('R-1', 10n * MICRO), again]
    assert.throws(() => applied(events), { name: 'UnreadableDelivery', reason })
  })

  it('takes back by its payment what was sold before its order could be asked for', () => {
    const sold = soldFor(40n * MICRO, { orderId: 'P-1', paymentIds: ['P-1'] })
    const returned = { ...back('R-1', 10n * MICRO), orderId: 'O-1', paymentId: 'P-1' } as ShopEvent
    const { order, context } = applied([sold, returned])
    assert.deepEqual([order.kept, context.window.ordersByNumber.size], [3_000n, 1])
  })

  it('refuses an account that can hold nothing, and more points than a balance holds', () => {
    const zero = soldFor(MICRO, { customer: { account: '0x0000000000000000000000000000000000000000' } })
    const reason = (text: string) => (error: unknown) => error instanceof UnreadableDelivery && error.reason === text
    assert.throws(() => applied([zero]), reason('the customer account is no address that can hold points'))
    const huge = soldFor(10n ** 18n)
    assert.throws(() => applied([huge]), reason('the sale earns more points than a balance can hold'))
  })

  it('uses the rules of the time the order was paid', () => {
    const rate = parseRate('2')
    assert.ok(rate)
    const later: BrandRules = { ...DEFAULT_RULES, version: 2, fromAt: new Date('2026-02-01'), rate }
    const context = { ...newContext(), rules: [{ ...DEFAULT_RULES, version: 1 }, later] }
    applyEvent(context, soldFor(10n * MICRO, { orderId: 'old' }))
    applyEvent(context, soldFor(10n * MICRO, { orderId: 'new', paidAt: '2026-02-01T00:00:00.000Z' }))
    const kept = [...context.window.ordersByNumber.values()].map((order) => [order.sale?.ruleVersion, order.kept])
    assert.deepEqual(kept, [
      [1, 1_000n],
      [2, 2_000n],
    ])
  })

  it('gives points in the currency that the rules are for, and in others by their own rate alone', () => {
    const paidAt = (day: number) => `2026-01-0${day}T10:00:00.000Z`
    const sell = (context: LedgerContext, orderId: string, currency: string, day = 1) => {
      applyEvent(context, soldFor(100n * MICRO, { orderId, currency, paidAt: paidAt(day) }))
      const { sale, kept } = context.window.orders.get(keyOf('generic', 'corner', orderId))!
      return [sale?.ruleVersion, kept]
    }
    const refused = (currency: string) => ({
      name: 'UnreadableDelivery',
      reason: `the rules have no rate for ${currency}: give one (points shop rules --other-rate), then retry`,
    })
    // Who said nothing sells in one currency: the first.
    const silent = newContext()
    assert.deepEqual(sell(silent, 'A-1', 'EUR'), [0, 10_000n])
    assert.throws(() => sell(silent, 'A-2', 'VND'), refused('VND'))
    assert.equal(silent.window.orders.size, 1)
    assert.deepEqual(sell(silent, 'A-3', 'EUR'), [0, 10_000n])

    const first = { ...DEFAULT_RULES, version: 1, currency: 'EUR', otherRates: { USD: '0.5' } }
    const later = { ...first, version: 2, fromAt: new Date(paidAt(5)), otherRates: { VND: '1/25000' } }
    const named = { ...newContext(), rules: [first, later] }
    assert.deepEqual(sell(named, 'B-1', 'EUR'), [1, 10_000n])
    assert.deepEqual(sell(named, 'B-2', 'USD'), [1, 5_000n])
    // Sold before there was a rate: the first later one counts. One that was taken away counts no more.
    assert.deepEqual(sell(named, 'B-3', 'VND'), [2, 0n])
    assert.throws(() => sell(named, 'B-4', 'USD', 6), refused('USD'))
    assert.throws(() => sell(named, 'B-5', 'constructor'), refused('constructor'))
  })

  it('ends with the same, however the messages are shuffled and repeated', async () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = generator(seed)
      const messages = randomHistory(random, { orders: 12, customers: [{ email: 'a@b.test' }, { id: '4' }] })
      const expected = pointsOf(messages, 1n)
      for (const told of [messages, disturb(random, messages, 0.5)]) {
        const kept = await keptOf(told)
        assert.deepEqual(kept, expected, `seed ${seed}`)
      }
    }
  })
})

async function keptOf(messages: readonly Message[]): Promise<Map<string, bigint>> {
  const context = newContext()
  for (const { type, at = AT, data } of messages) {
    const delivery = { topic: type, account: 'corner', receivedAt: new Date(AT) }
    const read = await eventsOf('generic', { ...delivery, body: Buffer.from(JSON.stringify({ type, at, data })) })
    assert.ok('events' in read)
    for (const event of read.events) applyEvent(context, event)
  }
  const { orders, entries } = { orders: context.window.ordersByNumber, entries: context.window.entries }
  for (const order of orders.values()) {
    const own = entries.filter(({ orderNumber }) => orderNumber === order.number)
    assert.equal(
      own.reduce((sum, { points }) => sum + points, 0n),
      order.kept,
    )
    const named = own.map(({ kind, source }) => `${kind} ${source}`)
    assert.equal(new Set(named).size, named.length, named.join())
  }
  return new Map([...orders.values()].map((order) => [order.orderId, order.kept]))
}
