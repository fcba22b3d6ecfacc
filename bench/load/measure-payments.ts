import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { getChainTime } from '../../chain/actions/getChainTime.ts'
import { getDomain } from '../../chain/actions/getDomain.ts'
import { orderReferenceOf } from '../../chain/codec/order-reference.ts'
import { signIntent } from '../../chain/intents/sign-intent.ts'
import { signBody } from '../acceptance/sign-delivery.ts'
import { untilBooked } from './measure-http.ts'
import type { LoadStage } from './open-load.ts'
import { saleBody } from './sale-body.ts'

export interface PaymentFigures {
  readonly payments: number
  readonly failed: number
  /** Milliseconds from the till's request to "done", which the till hears on its stream. */
  readonly fromRequest: number[]
  /** The same from when the member's phone handed the signed intent over. */
  readonly fromConfirmed: number[]
}

const VALUE_USD = '0.01'
const VALUE = 10_000n
/** In 0.01 point, at 0.01 USD a point. */
const POINTS = 100n

/** One payment a second and a bit, so that they meet the blocks at every moment. */
const EVERY_MS = 1_037

/** Members with points of the brand pay at its till, each once; the phone answers at once. */
export async function measurePayments(stage: LoadStage, payments: number): Promise<PaymentFigures> {
  const members = Array.from({ length: payments }, () => privateKeyToAccount(generatePrivateKey()))
  await earn(stage, members)
  const figures: PaymentFigures = { payments, failed: 0, fromRequest: [], fromConfirmed: [] }
  let failed = 0
  const started = performance.now()
  await Promise.all(
    members.map(async (member, n) => {
      await sleep(Math.max(0, started + n * EVERY_MS - performance.now()))
      const took = await pay(stage, member, n)
      if (took === undefined) failed += 1
      else {
        figures.fromRequest.push(took.fromRequest)
        figures.fromConfirmed.push(took.fromConfirmed)
      }
    }),
  )
  return { ...figures, failed }
}

/** Points come by a purchase, as everybody's. */
async function earn(stage: LoadStage, members: readonly PrivateKeyAccount[]): Promise<void> {
  const { state, network } = stage
  for (const [number, { address }] of members.entries()) {
    const sentAt = new Date()
    const body = saleBody({ order: `payer-${randomUUID()}`, at: sentAt, customer: { account: address }, number })
    const signed = signBody({ id: `msg_${randomUUID()}`, body, secret: state.secret, sentAt })
    const answer = await fetch(`${network.serviceUrl}/webhooks/${state.code}/generic`, { method: 'POST', ...signed })
    if (!answer.ok) throw new Error(`A purchase was answered ${answer.status}: ${await answer.text()}`)
  }
  await untilBooked(stage)
}

type Took = { fromRequest: number; fromConfirmed: number }
type Payment = { id: string; link: string }

async function pay(stage: LoadStage, member: PrivateKeyAccount, n: number): Promise<Took | undefined> {
  const { state, network, client } = stage
  const headers = { authorization: `Bearer ${state.devices[n % state.devices.length] ?? ''}` }
  const url = `${network.serviceUrl}/v1/till/payments`
  const asked = performance.now()
  const init = { ...headers, 'content-type': 'application/json', 'idempotency-key': randomUUID() }
  const body = JSON.stringify({ order: `P-${randomUUID().slice(0, 8)}`, value: VALUE_USD })
  const requested = await fetch(url, { method: 'POST', headers: init, body })
  if (requested.status !== 201) throw new Error(`A payment was answered ${requested.status}: ${await requested.text()}`)
  const { id, link } = (await requested.json()) as Payment
  const stream = fetch(`${url}/${id}/events`, { headers }).then((response) => response.text())
  const domain = await getDomain(client)
  const { now } = await getChainTime(client)
  const orderReference = orderReferenceOf(new URL(link).searchParams.get('order') ?? '')
  const message = {
    ...{ member: member.address, brandId: state.brandId, orderReference, minValue: VALUE },
    ...{ legs: [{ brandId: state.brandId, points: POINTS }], nonce: 0n, deadline: now + 300n },
  }
  const intent = await signIntent(member, { domain, verb: 'Pay', message })
  const confirmed = performance.now()
  const json = { 'content-type': 'application/json' }
  const given = await fetch(`${network.serviceUrl}/v1/intents`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ intent }),
  })
  if (given.status !== 202) throw new Error(`A signed intent was answered ${given.status}: ${await given.text()}`)
  await given.arrayBuffer()
  const last = (await stream).split('\n').findLast((line) => line.startsWith('data: '))
  const done = performance.now()
  if (last === undefined || (JSON.parse(last.slice(6)) as { state: string }).state !== 'done') return undefined
  return { fromRequest: done - asked, fromConfirmed: done - confirmed }
}
