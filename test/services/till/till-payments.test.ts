import { strict as assert } from 'node:assert'
import { randomUUID } from 'node:crypto'
import type { PrivateKeyAccount } from 'viem'
import { orderReferenceOf } from '../../../chain/codec/order-reference.ts'
import { readToken } from '../../../chain/read.ts'
import { makeMembers, post, sign, wire } from '../relay/relay-stage.ts'
import { alertsAbout, forceConfirmed, holdBlocks, payPastTheRelay, soon } from './payment-acts.ts'
import { startOnHangingChain } from './hanging-chain.ts'
import {
  type Answer,
  PORTAL,
  saleOf,
  startTillStage,
  TERMS,
  type Till,
  tillOf,
  type TillStage,
  type Told,
} from './till-stage.ts'

/** Points of the first brand are worth 0.01 USD. */
const points = (value: bigint): bigint => value / 100n

describe('till: payments with points', function () {
  this.timeout(120_000)
  let stage: TillStage
  let till: Till
  before(async () => {
    stage = await startTillStage()
    till = await stage.till()
    await stage.rules(stage.brands.first, { pendingSeconds: 0 })
    await stage.rules(stage.brands.second, { pendingSeconds: 0 })
  })
  afterEach(function () {
    if (this.currentTest?.state === 'failed') console.log(stage.troubles())
  })
  after(() => stage.stop())

  const freshOrder = (): string => `HS-${randomUUID().slice(0, 8)}`
  const request = async (value = '1.50', more: Record<string, unknown> = {}): Promise<Answer> => {
    const told = await till.post('/payments', { order: freshOrder(), value, ...more })
    assert.equal(told.status, 201, told.text)
    return told.body
  }
  const read = async ({ id }: Answer): Promise<Answer> => (await till.get(`/payments/${id}`)).body

  /** What the portal has the member sign for a link. */
  async function signFor(payment: Answer, member: PrivateKeyAccount, more: Record<string, unknown> = {}) {
    const asked = new URL(payment.link).searchParams
    const amount = BigInt(asked.get('amount')!)
    const legs = [{ brandId: stage.brands.first, points: points(amount) }]
    const orderReference = orderReferenceOf(asked.get('order')!)
    const pays = { brandId: stage.brands.first, orderReference, legs, minValue: amount, ...more }
    return wire(await sign(stage, { member, verb: 'Pay', ...pays } as never))
  }
  const pay = async (payment: Answer, member: PrivateKeyAccount, more: Record<string, unknown> = {}) =>
    post(stage.service.url, '/v1/intents', await signFor(payment, member, more))

  const payDirectly = (payment: Answer, member: PrivateKeyAccount, more: { value?: bigint } = {}) =>
    payPastTheRelay(stage, payment, { member, ...more })

  async function until(payment: Answer, state: string): Promise<Answer> {
    for (let tries = 0; tries < 600; tries++) {
      const now = await read(payment)
      if (now.state === state) return now
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(`It is ${(await read(payment)).state}, and was to be ${state}.`)
  }

  const alertsOf = (kind: string, id: string) => alertsAbout(stage, kind, id)

  /** The states that the stream tells, until it ends. */
  async function follow({ id }: Answer): Promise<Answer[]> {
    const headers = { authorization: `Bearer ${till.key}` }
    const response = await fetch(`${stage.service.url}/v1/till/payments/${id}/events`, { headers })
    assert.equal(response.headers.get('content-type'), 'text/event-stream')
    const text = await response.text()
    return text.split('\n').flatMap((line) => (line.startsWith('data: ') ? [JSON.parse(line.slice(6)) as Answer] : []))
  }

  it('goes from the request by the member’s signature to the block, and tells each step', async () => {
    const [member] = await makeMembers(stage, { count: 1 })
    const payment = await request('1.50', { shown: { currency: 'GBP', amount: '1.18' } })
    assert.equal(payment.state, 'requested')
    const link = new URL(payment.link)
    assert.equal(`${link.origin}${link.pathname}`, `${PORTAL}/pay`)
    assert.deepEqual([link.searchParams.get('brand'), link.searchParams.get('amount')], ['tea-house', '1500000'])
    assert.match(link.searchParams.get('order')!, new RegExp(`^${payment.order}\\.[2-9a-z]{16}$`))
    assert.equal(payment.reference, orderReferenceOf(link.searchParams.get('order')!))
    const followed = follow(payment)
    assert.equal((await pay(payment, member!)).status, 202)
    const states = await followed
    assert.deepEqual([...new Set(states.map(({ state }) => state))], ['requested', 'confirmed', 'done'])
    const done = states.at(-1)
    assert.deepEqual([done.paid.value, done.shown], ['1.50', { currency: 'GBP', amount: '1.18' }])
    assert.match(done.paid.transaction, /^0x[0-9a-f]{64}$/)
    const versions = states.map(({ version }) => version as number)
    assert.deepEqual(
      versions,
      versions.toSorted((a, b) => a - b),
    )
    assert.ok(!JSON.stringify(states).toLowerCase().includes(member!.address.slice(2).toLowerCase()))
  })

  it('is what a sale counts as paid with points: done, of this order, once', async () => {
    const [member] = await makeMembers(stage, { count: 1 })
    const payment = await request('2.00', { shown: { currency: 'GBP', amount: '1.60' } })
    const { body: enrolled } = await till.post('/members', { consents: TERMS })
    const sale = saleOf('10.00', { order: payment.order, payments: [payment.id], member: enrolled.member })
    const early = await till.post('/sales', sale)
    assert.deepEqual([early.status, early.body.code], [409, 'PaymentNotDone'])
    await pay(payment, member!)
    await until(payment, 'done')
    assert.equal((await till.post('/sales', { ...sale, currency: 'EUR' })).body.code, 'TenderCurrency')
    assert.equal((await till.post('/sales', { ...sale, order: freshOrder() })).body.code, 'PaymentUsed')
    const sold = await till.post('/sales', sale)
    assert.deepEqual([sold.status, sold.body.earned, sold.body.basis], [201, '8.00', '8.40'])
    assert.equal((await till.post('/sales', sale)).body.known, true)
    const unused = await request('1.00', { order: payment.order })
    await pay(unused, member!)
    await until(unused, 'done')
    const voided = await till.post('/voids', { void: randomUUID(), order: payment.order })
    const paid = [
      { id: payment.id, value: '2.00', state: 'done' },
      { id: unused.id, value: '1.00', state: 'done' },
    ]
    assert.deepEqual(voided.body.payments, paid)
    assert.deepEqual(await alertsOf('paymentToRefund', payment.id), [], 'the worker sees to it')
    const [alert] = await alertsOf('paymentToRefund', unused.id)
    assert.match(
      String(alert?.['refund']),
      /^points refund tea-house 0x[0-9a-f]{64} --member 0x[0-9a-f]{40} --as tea-house-minter$/,
    )
  })

  it('goes back by itself with what was returned: points of one brand, paid at another', async () => {
    const [member] = await makeMembers(stage, { count: 1, points: 100_000n })
    const shop = await stage.till('second')
    const asked = await shop.post('/payments', { order: freshOrder(), value: '2.00' })
    const payment: Answer = asked.body
    assert.equal((await pay(payment, member!, { brandId: stage.brands.second })).status, 202)
    const held = () => readToken(stage.client, stage.brands.first, 'balanceOf', [member!.address])
    await soon(async () => (await held()) === 80_000n)
    await soon(async () => (await shop.get(`/payments/${payment.id}`)).body.state === 'done')
    const more = { order: payment.order, currency: 'USD', payments: [payment.id] }
    const sold = await shop.post('/sales', saleOf('10.00', more))
    assert.deepEqual([sold.status, sold.body.basis], [201, '8.00'])
    await shop.post('/returns', { return: randomUUID(), order: payment.order, amount: '2.50' })
    await soon(async () => (await held()) === 85_000n)
    const voided = await shop.post('/voids', { void: randomUUID(), order: payment.order })
    assert.equal(voided.body.payments[0].id, payment.id)
    await soon(async () => (await held()) === 100_000n)
    assert.deepEqual(await alertsOf('paymentToRefund', payment.id), [])
  })

  it('cancelled leaves nothing behind: the relay carries nothing for it any more', async () => {
    const [member] = await makeMembers(stage, { count: 1 })
    const payment = await request()
    const cancelled = await till.post(`/payments/${payment.id}/cancel`, {})
    assert.deepEqual([cancelled.status, cancelled.body.state], [200, 'cancelled'])
    assert.equal((await till.post(`/payments/${payment.id}/cancel`, {})).body.state, 'cancelled')
    const refused = await pay(payment, member!)
    assert.deepEqual([refused.status, refused.body['code']], [422, 'PaymentRequestOver'])
    const rows = await stage.database`select 1 from relay_intents where member = ${member!.address.toLowerCase()}`
    assert.equal(rows.length, 0)
    const sale = saleOf('10.00', { order: payment.order, payments: [payment.id] })
    assert.equal((await till.post('/sales', sale)).body.code, 'PaymentNotDone')
    assert.equal((await follow(payment)).at(-1).state, 'cancelled')
  })

  it('timed out is over, for the relay as for the till', async () => {
    const [member] = await makeMembers(stage, { count: 1 })
    const payment = await request('1.00', { seconds: 30 })
    await stage.database`update till_payments set expires_at = now() where id = ${payment.id}`
    assert.equal((await read(payment)).state, 'timedOut')
    assert.equal((await pay(payment, member!)).body['code'], 'PaymentRequestOver')
    assert.equal((await till.post(`/payments/${payment.id}/cancel`, {})).body.state, 'timedOut')
    assert.equal((await till.post('/payments', { order: 'A', value: '1.00', seconds: 29 })).status, 400)
  })

  it('cannot be cancelled once it is signed: of cancelling and signing at the same moment one wins', async () => {
    const members = await makeMembers(stage, { count: 6 })
    for (const member of members) {
      const payment = await request('0.50')
      const signed = await signFor(payment, member)
      const [cancelled, taken] = await Promise.all([
        till.post(`/payments/${payment.id}/cancel`, {}),
        post(stage.service.url, '/v1/intents', signed),
      ])
      assert.notEqual(cancelled.status === 200, taken.status === 202, `${cancelled.text} ${JSON.stringify(taken.body)}`)
      const state = (await until(payment, cancelled.status === 200 ? 'cancelled' : 'done')).state
      if (state === 'done') assert.equal(cancelled.body.code, 'AlreadyConfirmed')
    }
  })

  it('paid by a wallet in time is done', async () => {
    const [member] = await makeMembers(stage, { count: 1 })
    const payment = await request('0.25')
    await payDirectly(payment, member!)
    assert.equal((await until(payment, 'done')).paid.value, '0.25')
  })

  it('counts neither less than was asked, nor another member than was asked', async () => {
    const [asked, other] = await makeMembers(stage, { count: 2 })
    const { body: shown } = await till.post('/members/lookup', { qr: await stage.codeOf(asked!.address) })
    const payment = await request('1.00', { member: shown.member })
    const small = await pay(payment, asked!, { minValue: 999_999n })
    assert.deepEqual([small.status, small.body['code']], [422, 'PaymentTooSmall'])
    const another = await pay(payment, other!)
    assert.deepEqual([another.status, another.body['code']], [422, 'PaymentOfAnother'])
    await payDirectly(payment, other!)
    await payDirectly(payment, asked!, { value: 500_000n })
    await until(payment, 'requested')
    await soon(async () => (await alertsOf('unexpectedPayment', payment.id)).length === 2)
    assert.equal((await read(payment)).state, 'requested')
  })

  it('lets one of two members pay what both scanned', async () => {
    const [one, two] = await makeMembers(stage, { count: 2 })
    const payment = await request('1.00')
    const told = await Promise.all([pay(payment, one!), pay(payment, two!)])
    assert.deepEqual(told.map(({ status }) => status).toSorted(), [202, 422])
    await until(payment, 'done')
    assert.deepEqual(await alertsOf('unexpectedPayment', payment.id), [])
  })

  it('takes a signed code from the till, if it pays this very request', async () => {
    const [member] = await makeMembers(stage, { count: 1 })
    const payment = await request('1.00')
    const other = await request('1.00')
    const hand = (signed: unknown, to = payment) => till.post(`/payments/${to.id}/intent`, signed)
    const wrong = [
      await signFor(other, member!),
      await signFor(payment, member!, { minValue: 1n }),
      await signFor(payment, member!, { brandId: stage.brands.second }),
    ]
    for (const signed of wrong) {
      const told = await hand(signed)
      assert.deepEqual([told.status, told.body.code], [422, 'WrongIntent'])
    }
    const signed = await signFor(payment, member!)
    const forged = { intent: { ...signed.intent, signature: `0x${'11'.repeat(65)}` } }
    assert.equal((await hand(forged)).status, 422)
    assert.equal((await read(payment)).state, 'requested')
    const told = await hand(signed)
    assert.ok(['confirmed', 'done'].includes(told.body.state), told.text)
    await until(payment, 'done')
    assert.equal((await hand(signed)).body.state, 'done')
  })

  it('accepts nothing on a signature alone where the brand has no floor limit', async () => {
    const [member] = await makeMembers(stage, { count: 1 })
    const payment = await request('0.01')
    assert.equal((await till.post(`/payments/${payment.id}/accept`, {})).body.code, 'NotConfirmed')
    const hold = await holdBlocks(stage)
    await pay(payment, member!)
    const confirmed = await until(payment, 'confirmed')
    assert.equal(confirmed.acceptable, false)
    const told = await till.post(`/payments/${payment.id}/accept`, {})
    assert.deepEqual([told.status, told.body.code], [409, 'FloorLimitReached'])
    await hold.release()
    await until(payment, 'done')
  })

  it('can lose to a member at most the floor limit in a day, however many tills accept at once', async () => {
    await stage.rules(stage.brands.first, { pendingSeconds: 0, floorLimit: 1_000_000n })
    // Enough for one of the payments alone: the others are double spends.
    const [member, honest] = await makeMembers(stage, { count: 2, points: 4_500n })
    const tills = await Promise.all([1, 2, 3].map(() => stage.till()))
    const hold = await holdBlocks(stage)
    const payments = await Promise.all(['0.45', '0.40', '0.35', '0.30', '1.01'].map((value) => request(value)))
    for (const payment of payments) await forceConfirmed(stage, payment, member!)
    const accepts = payments.flatMap((payment) => tills.map((each) => ({ payment, each })))
    const asked: Promise<{ payment: Answer; told: Told }>[] = []
    // All of them wait at the same door, and are let in together.
    await stage.database.begin(async (sql) => {
      await sql`select 1 from till_payments where id in ${sql(payments.map(({ id }) => id as string))} for update`
      for (const { payment, each } of accepts) {
        asked.push(each.post(`/payments/${payment.id}/accept`, {}).then((told) => ({ payment, told })))
      }
      await new Promise((resolve) => setTimeout(resolve, 400))
    })
    const told = await Promise.all(asked)
    const accepted = payments.filter((payment) =>
      told.some((each) => each.payment === payment && each.told.status === 200),
    )
    const sum = accepted.reduce((total, { value }) => total + BigInt(value.replace('.', '')), 0n)
    assert.ok(sum <= 100n && sum >= 75n, `${sum} cents were accepted`)
    const refused = told.filter((each) => each.told.status !== 200).map((each) => each.told.body.code)
    assert.deepEqual([...new Set(refused)], ['FloorLimitReached'])
    const other = await request('0.40')
    await forceConfirmed(stage, other, honest!)
    assert.equal((await till.post(`/payments/${other.id}/accept`, {})).body.accepted, true, 'each member for itself')
    const sale = saleOf('3.00', { order: accepted[0]!.order, payments: [accepted[0]!.id], currency: 'USD' })
    assert.equal((await till.post('/sales', sale)).status, 201, 'the goods are handed over')

    // They never come into a block.
    await stage.database`update relay_intents set status = 'failed', problem_code = 'TooFewPoints', problem_detail = 'gone'
      where member = ${member!.address.toLowerCase()}`
    await hold.release()
    for (const payment of accepted) {
      assert.equal((await until(payment, 'failed')).accepted, true)
      const [alert] = await alertsOf('acceptedPaymentFailed', payment.id)
      assert.equal(alert?.['why'], 'TooFewPoints')
    }
    const again = await request('0.45')
    await forceConfirmed(stage, again, member!)
    assert.equal((await till.post(`/payments/${again.id}/accept`, {})).body.code, 'FloorLimitReached', 'for a day')
    await stage.database`update till_payments set accepted_at = accepted_at - interval '25 hours'`
    assert.equal((await till.post(`/payments/${again.id}/accept`, {})).body.accepted, true)
    await stage.rules(stage.brands.first, { pendingSeconds: 0 })
  })

  it('takes done back when a reorganisation takes the payment away, and finds it again', async () => {
    const [member] = await makeMembers(stage, { count: 1 })
    const payment = await request('0.60')
    const snapshot = await stage.node.snapshot()
    await payDirectly(payment, member!)
    await until(payment, 'done')
    await stage.node.revert({ id: snapshot })
    await stage.node.mine({ blocks: 1 })
    const reopened = await until(payment, 'requested')
    assert.equal(reopened.paid, undefined)
    await payDirectly(payment, member!)
    assert.equal((await until(payment, 'done')).paid.value, '0.60')
  })

  it('serves look-up, preview, enrolment, sale, return and void while the chain does not answer', async () => {
    const phone = '+447946088888'
    const { body: enrolled } = await till.post('/members', { phone, consents: TERMS })
    const chain = await startOnHangingChain(stage, stage.service.databaseUrl)
    const cut = tillOf(chain.service.url, till)
    chain.hang()
    const slowest = { ms: 0, path: '' }
    const ask = async (path: string, body: unknown): Promise<Answer> => {
      const started = performance.now()
      const told = await cut.post(path, body)
      const ms = performance.now() - started
      if (ms > slowest.ms) Object.assign(slowest, { ms, path })
      assert.ok(told.status < 300, `${path}: ${told.text}`)
      return told.body
    }
    const found = await ask('/members/lookup', { phone })
    const shown = await ask('/members/confirm', { candidate: found.candidate, ending: found.ending })
    assert.equal(shown.points.active, null)
    const { member } = enrolled
    await ask('/preview', { currency: 'GBP', lines: [{ id: '1', net: '5.00' }], member })
    await ask('/members', { consents: TERMS })
    const sale = saleOf('5.00', { member })
    await ask('/sales', sale)
    await ask('/returns', { return: randomUUID(), order: sale['order'], amount: '1.00' })
    await ask('/voids', { void: randomUUID(), order: sale['order'] })
    await ask('/queue', { entries: [saleOf('5.00', { member, at: new Date().toISOString() })] })
    await ask('/payments', { order: freshOrder(), value: '1.00' })
    await chain.stop()
    // The chain hangs for ever: whoever waits for it is not back in any time.
    assert.ok(slowest.ms < 5_000, `${slowest.path} took ${slowest.ms} ms`)
  })
})
