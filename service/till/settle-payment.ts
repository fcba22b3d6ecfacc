import type { Transaction } from '../database/open-database.ts'
import { raiseAlert, settleAlert } from '../intake/alerts.ts'
import { tellChange } from '../relay/intent-row.ts'
import { type PaymentRow, type PaymentState, isOpenPayment, refundCommand } from './payment-row.ts'
import { tellFailed } from './tell-failed.ts'

type PaidRow = {
  member: string
  brand_id: bigint
  value: bigint
  transaction: string
  block_number: bigint
  refunded_at: Date | null
}

/** Brings a payment in line with the `Paid` events that name it: in the order of the chain the first that fits counts. */
export async function settlePayment(sql: Transaction, reference: string, now: Date): Promise<void> {
  const [row] = await sql<PaymentRow[]>`select * from till_payments where reference = ${reference} for update`
  if (!row) return
  const events = await sql<PaidRow[]>`
    select * from till_paid_events where reference = ${reference} order by block_number, log_index`
  const paid = events.find((event) => fits(row, event) && (event.refunded_at === null || isOf(row, event)))
  // Goods may have been handed over for what was accepted: whether it goes back is the brand's to decide.
  const counts = paid && ((await pay(sql, row, paid)) === 'done' || row.accepted_at !== null)
  const counted = counts ? paid : undefined
  if (!paid && row.paid_transaction !== null) await unpay(sql, row, now)
  await markUnasked(sql, row, { events, counted })
  const left = events.filter((event) => event !== paid && event.refunded_at === null)
  for (const event of left) await tellUnexpected(sql, row, event)
}

type Marking = { events: readonly PaidRow[]; counted: PaidRow | undefined }

/** What does not count goes back: the brand's worker sees to it. */
async function markUnasked(
  sql: Transaction,
  { reference, brand_id }: PaymentRow,
  { events, counted }: Marking,
): Promise<void> {
  const unasked = events.filter((event) => event !== counted && event.brand_id === brand_id).map(({ member }) => member)
  await sql`
    update till_paid_events set unasked = (member = any(${unasked}::text[]))
    where reference = ${reference} and unasked <> (member = any(${unasked}::text[]))`
}

function fits({ brand_id, value, member }: PaymentRow, event: PaidRow): boolean {
  return event.brand_id === brand_id && event.value >= value && (member === null || event.member === member)
}

const isOf = ({ paid_transaction }: PaymentRow, { transaction }: PaidRow): boolean => paid_transaction === transaction

/** What went into a sale counts also where it comes late: the goods were handed over for it. */
async function pay(sql: Transaction, row: PaymentRow, paid: PaidRow): Promise<PaymentState> {
  const same = row.paid_transaction === paid.transaction && row.paid_block === paid.block_number
  if (same && (row.state === 'done' || row.state === 'paidLate')) return row.state
  const counts = isOpenPayment(row) || row.state === 'done' || row.sale !== null
  const state: PaymentState = counts ? 'done' : 'paidLate'
  const [changed] = await sql<PaymentRow[]>`
    update till_payments set state = ${state}, version = version + 1, changed_at = now(), problem_code = null,
      problem_detail = null, paid_member = ${paid.member}, paid_value = ${paid.value},
      paid_transaction = ${paid.transaction}, paid_block = ${paid.block_number}
    where id = ${row.id} returning *`
  await tellChange(sql, [row.id])
  if (state === 'paidLate' && changed) await tellBrand(sql, changed, 'latePayment')
  if (state === 'done')
    await settleAlert(sql, { brandId: Number(row.brand_id), kind: 'acceptedPaymentFailed', subject: row.id })
  return state
}

/** A reorganisation took it away; whoever signed it may come into another block. */
async function unpay(sql: Transaction, row: PaymentRow, now: Date): Promise<void> {
  const over = row.expires_at <= now
  const state: PaymentState =
    row.state === 'done' ? (row.intent_digest === null && over ? 'timedOut' : openState(row)) : 'failed'
  await sql`
    update till_payments set state = ${state}, version = version + 1, changed_at = now(), paid_member = null,
      paid_value = null, paid_transaction = null, paid_block = null, refunded_at = null
    where id = ${row.id}`
  await tellChange(sql, [row.id])
  // What is under way still is told once it fails.
  if (state !== 'confirmed') await tellFailed(sql, row, 'reorganised')
}

const openState = ({ intent_digest }: PaymentRow): PaymentState => (intent_digest === null ? 'requested' : 'confirmed')

async function tellUnexpected(sql: Transaction, row: PaymentRow, event: PaidRow): Promise<void> {
  await tellBrand(sql, { ...row, paid_member: event.member, paid_value: event.value }, 'unexpectedPayment')
}

const ACCEPTED = 'It was accepted at the till, and no sale has it: let the goods go, or refund it with this command.'
const BY_ITSELF =
  'It goes back to the member by itself, as long as the service works for the brand; else with this command.'

/** Members and references stand on chain for everybody to see. */
async function tellBrand(sql: Transaction, row: PaymentRow, kind: 'latePayment' | 'unexpectedPayment'): Promise<void> {
  const [brand] = await sql<{ code: string }[]>`select code from brands where brand_id = ${row.brand_id}`
  const command = refundCommand(brand?.code ?? String(row.brand_id), row)
  const detail = {
    payment: row.id,
    order: row.order_id,
    value: String(row.paid_value ?? 0n),
    sentence: kind === 'latePayment' && row.accepted_at !== null ? ACCEPTED : BY_ITSELF,
    command,
  }
  const subject = kind === 'latePayment' ? row.id : `${row.id} ${row.paid_member ?? ''}`
  await raiseAlert(sql, { brandId: Number(row.brand_id), kind, subject, detail })
}
