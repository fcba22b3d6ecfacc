import { randomUUID } from 'node:crypto'
import { hexToBytes } from 'viem'
import { orderReferenceOf } from '../../chain/codec/order-reference.ts'
import type { Transaction } from '../database/open-database.ts'
import { accountOfTills, type Device } from './device.ts'
import { findByHandle } from './look-up-member.ts'
import type { PaymentRow } from './payment-row.ts'
import type { TillDesk } from './till-desk.ts'
import { TillError } from './till-error.ts'

export type PaymentAsked = {
  order: string
  /** In µ. */
  value: bigint
  shown?: { currency: string; amount: bigint } | undefined
  member?: string | undefined
  seconds: number
}

/** Asks for a payment with points: a row and a link. Nothing of the member's is touched. */
export async function requestPayment(
  sql: Transaction,
  desk: TillDesk,
  device: Device,
  { order, value, shown, member, seconds }: PaymentAsked,
): Promise<PaymentRow> {
  if (device.mode === 'test') {
    const sentence = 'This till is for trying, and members would pay with real points. Use another one.'
    throw new TillError('TestDevice', { status: 422, sentence })
  }
  if ((await desk.portalUrl()) === null) {
    const sentence = 'This network has no portal where members could confirm. Start one, or take the money another way.'
    throw new TillError('NoPortal', { status: 422, sentence })
  }
  const payer = member === undefined ? undefined : (await findByHandle(desk, device, member, sql)).name.account
  const text = `${order}.${randomPart(desk)}`
  const now = desk.now()
  const [row] = await sql<PaymentRow[]>`
    insert into till_payments (id, brand_id, account, device, location, order_id, order_text, reference, value,
      shown_currency, shown_amount, member, created_at, expires_at)
    values (${randomUUID()}, ${device.brandId}, ${accountOfTills(device.mode)}, ${device.number}, ${device.location},
      ${order}, ${text}, ${orderReferenceOf(text)}, ${value}, ${shown?.currency ?? null}, ${shown?.amount ?? null},
      ${payer?.toLowerCase() ?? null}, ${now.toISOString()}, ${new Date(now.getTime() + seconds * 1_000).toISOString()})
    returning *`
  if (!row) throw new Error('The database gave no answer.')
  return row
}

const LETTERS = '23456789abcdefghijkmnpqrstuvwxyz'

/** 80 random bits: nobody guesses the reference, and it says nothing of the order. */
function randomPart({ random }: TillDesk): string {
  return [...hexToBytes(random(16))].map((byte) => LETTERS.charAt(byte % LETTERS.length)).join('')
}
