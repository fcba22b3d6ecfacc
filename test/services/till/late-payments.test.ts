import { strict as assert } from 'node:assert'
import { randomUUID } from 'node:crypto'
import { findPaymentsOfOrder } from '../../../chain/actions/findPaymentsOfOrder.ts'
import { readToken } from '../../../chain/read.ts'
import { makeMembers } from '../relay/relay-stage.ts'
import { alertsAbout, forceConfirmed, payPastTheRelay, soon } from './payment-acts.ts'
import { type Answer, saleOf, startTillStage, type Till, type TillStage } from './till-stage.ts'

describe('till: payments that nobody asks for any more', function () {
  this.timeout(120_000)
  let stage: TillStage
  let till: Till
  before(async () => {
    stage = await startTillStage()
    till = await stage.till()
    await stage.rules(stage.brands.first, { pendingSeconds: 0 })
    await stage.rules(stage.brands.second, { pendingSeconds: 0 })
    await stage.database`
      insert into webhook_targets (brand_id, number, url, mode, types)
      values (${stage.brands.second}, 1, 'http://127.0.0.1:9/', 'live', '{payment.returned}')`
  })
  afterEach(function () {
    if (this.currentTest?.state === 'failed') console.log(stage.troubles())
  })
  after(() => stage.stop())

  const freshOrder = (): string => `HS-${randomUUID().slice(0, 8)}`
  const request = async (value: string): Promise<Answer> =>
    (await till.post('/payments', { order: freshOrder(), value })).body
  const read = async ({ id }: Answer): Promise<Answer> => (await till.get(`/payments/${id}`)).body
  const until = async (payment: Answer, state: string): Promise<Answer> => {
    await soon(async () => (await read(payment)).state === state)
    return read(payment)
  }

  /** What the brand's systems are told of payments that went back. */
  async function returnedOf({ id }: Answer): Promise<Record<string, unknown>[]> {
    const rows = await stage.database<{ body: string }[]>`
      select body from webhook_messages where type = 'payment.returned' order by place`
    const told = rows.map(({ body }) => (JSON.parse(body) as { data: Record<string, unknown> }).data)
    return told.filter(({ payment }) => payment === id)
  }

  it('paid late, past the relay, is seen and told as such, and no sale takes it for done', async () => {
    const [member] = await makeMembers(stage, { count: 1 })
    const payment = await request('0.75')
    await till.post(`/payments/${payment.id}/cancel`, {})
    await payPastTheRelay(stage, payment, { member: member! })
    const late = await until(payment, 'paidLate')
    assert.equal(late.paid.value, '0.75')
    // This brand's books are not in order: by hand it goes back all the same.
    const [alert] = await alertsAbout(stage, 'latePayment', payment.id)
    assert.ok(String(alert?.['command']).includes(`--member ${member!.address.toLowerCase()} `))
    const sale = saleOf('10.00', { order: payment.order, payments: [payment.id] })
    assert.equal((await till.post('/sales', sale)).body.code, 'PaymentNotDone')
    const command = String(alert?.['command']).split(' ').slice(1)
    await stage.network.json(...command)
  })

  it('paid late or not as asked goes back to the member by itself, once, and is told', async () => {
    const [member, other] = await makeMembers(stage, { count: 2, points: 100_000n })
    const [brandId, shop] = [stage.brands.second, await stage.till('second')]
    const at = async ({ id }: Answer): Promise<Answer> => (await shop.get(`/payments/${id}`)).body
    const { body: payment } = await shop.post('/payments', { order: freshOrder(), value: '0.75' })
    await payPastTheRelay(stage, payment, { member: other!, value: 500_000n, brandId })
    await shop.post(`/payments/${payment.id}/cancel`, {})
    await payPastTheRelay(stage, payment, { member: member!, brandId })
    await soon(async () => (await returnedOf(payment)).length === 2)
    const told = { payment: payment.id, order: payment.order }
    assert.deepEqual(
      (await returnedOf(payment)).toSorted((one, two) => (String(one['why']) < String(two['why']) ? -1 : 1)),
      [
        { ...told, value: '0.75', account: member!.address.toLowerCase(), why: 'late' },
        { ...told, value: '0.50', account: other!.address.toLowerCase(), why: 'unexpected' },
      ],
    )
    for (const { address } of [member!, other!]) {
      assert.equal(await readToken(stage.client, stage.brands.first, 'balanceOf', [address]), 100_000n)
    }
    const late = await at(payment)
    assert.deepEqual([late.state, Date.parse(late.refundedAt) > Date.parse(late.createdAt)], ['paidLate', true])
    for (const kind of ['latePayment', 'unexpectedPayment'])
      assert.deepEqual(await alertsAbout(stage, kind, payment.id), [])
    const { reference: orderReference } = payment
    const found = await findPaymentsOfOrder(stage.client, { brandId, orderReference })
    assert.deepEqual(
      found.map(({ share }) => share),
      [10n ** 18n, 10n ** 18n],
    )
  })

  it('done, sold for and taken out by a reorganisation are told, until they come into a block again', async () => {
    const [member] = await makeMembers(stage, { count: 1 })
    const payment = await request('0.60')
    const snapshot = await stage.node.snapshot()
    await payPastTheRelay(stage, payment, { member: member! })
    await until(payment, 'done')
    const sale = saleOf('10.00', { order: payment.order, payments: [payment.id], currency: 'USD' })
    assert.equal((await till.post('/sales', sale)).status, 201)
    await stage.node.revert({ id: snapshot })
    await stage.node.mine({ blocks: 1 })
    await until(payment, 'requested')
    const [alert] = await alertsAbout(stage, 'acceptedPaymentFailed', payment.id)
    assert.deepEqual([alert?.['why'], alert?.['value']], ['reorganised', '600000'])
    await payPastTheRelay(stage, payment, { member: member! })
    await until(payment, 'done')
    assert.deepEqual(await alertsAbout(stage, 'acceptedPaymentFailed', payment.id), [])

    // By the relay it may come again; where its intent fails instead, the brand hears of that.
    await forceConfirmed(stage, payment, member!)
    await stage.database`
      update relay_intents set status = 'failed', problem_code = 'TooFewPoints', problem_detail = 'gone'
      where digest = (select intent_digest from till_payments where id = ${payment.id})`
    await soon(async () => (await alertsAbout(stage, 'acceptedPaymentFailed', payment.id)).length === 1)
    const [failed] = await alertsAbout(stage, 'acceptedPaymentFailed', payment.id)
    assert.equal(failed?.['why'], 'TooFewPoints')
  })

  it('accepted, failed and landing after all stays: done where its sale was booked, else for the brand to decide', async () => {
    const members = await makeMembers(stage, { count: 2 })
    for (const [index, [sale, state]] of (
      [
        ['S-1', 'done'],
        [null, 'paidLate'],
      ] as const
    ).entries()) {
      const payment = await request('0.50')
      await stage.database`
        update till_payments set state = 'failed', accepted_at = now(), accepted_value = value, sale = ${sale}
        where id = ${payment.id}`
      await payPastTheRelay(stage, payment, { member: members[index]! })
      await until(payment, state)
      const [event] = await stage.database`select unasked from till_paid_events where reference = ${payment.reference}`
      assert.equal(event?.['unasked'], false)
      const alerts = await alertsAbout(stage, 'latePayment', payment.id)
      assert.deepEqual(
        alerts.map(({ sentence }) => /let the goods go, or refund it/.test(String(sentence))),
        state === 'done' ? [] : [true],
      )
    }
  })
})
