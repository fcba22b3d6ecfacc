import type { Transaction } from '../database/open-database.ts'
import { tellChange } from '../relay/intent-row.ts'
import type { Device } from './device.ts'
import type { PaymentRow } from './payment-row.ts'
import { floorLimitOf, readPayment } from './read-payment.ts'
import type { TillDesk } from './till-desk.ts'
import { TillError } from './till-error.ts'

/**
 * Takes a confirmed payment for paid before its block, at the brand's own risk. What of one member was accepted within 24 hours
 * and is not done stays within the floor limit, however many tills ask at once: that is all the brand can lose of them.
 */
export async function acceptPayment(sql: Transaction, desk: TillDesk, device: Device, id: string): Promise<PaymentRow> {
  const asked = await readPayment(sql, desk, device, id)
  if (asked.state === 'done') return asked
  await sql`
    select pg_advisory_xact_lock(hashtextextended(${`floor ${device.brandId} ${asked.intent_member ?? ''}`}, 0))`
  const [row] = await sql<PaymentRow[]>`select * from till_payments where id = ${id} for update`
  // The lock is the member's who was named before: another may have confirmed meanwhile.
  if (row?.intent_member !== asked.intent_member) throw notConfirmed()
  if (row.state !== 'confirmed' || !(await isAtRelay(sql, row))) throw notConfirmed()
  if (row.accepted_at !== null) return row
  const limit = await floorLimitOf(sql, device.brandId, desk.now())
  const used = await acceptedOf(sql, device, row)
  if (used + row.value > limit) {
    const sentence = 'This is above the floor limit of the brand, or the member has used it up. Wait until it is done.'
    throw new TillError('FloorLimitReached', { status: 409, sentence })
  }
  const [accepted] = await sql<PaymentRow[]>`
    update till_payments set accepted_at = now(), accepted_value = value, version = version + 1, changed_at = now()
    where id = ${id} returning *`
  await tellChange(sql, [id])
  return accepted ?? row
}

/** The relay tried it against the chain before it took it. */
async function isAtRelay(sql: Transaction, { intent_digest }: PaymentRow): Promise<boolean> {
  const rows = await sql`
    select 1 from relay_intents where digest = ${intent_digest} and status in ('queued', 'sent', 'done') limit 1`
  return rows.length > 0
}

async function acceptedOf(sql: Transaction, { brandId }: Device, { intent_member }: PaymentRow): Promise<bigint> {
  const [sum] = await sql<{ value: bigint }[]>`
    select coalesce(sum(accepted_value), 0)::bigint as value from till_payments
    where brand_id = ${brandId} and intent_member = ${intent_member} and state <> 'done'
      and accepted_at > now() - interval '24 hours'`
  return sum?.value ?? 0n
}

function notConfirmed(): TillError {
  const sentence = 'Nobody has confirmed this payment, or it is over. Nothing can be accepted.'
  return new TillError('NotConfirmed', { status: 409, sentence })
}
