import type { Transaction } from '../database/open-database.ts'
import { tellChange } from '../relay/intent-row.ts'
import type { Device } from './device.ts'
import type { PaymentRow } from './payment-row.ts'
import { readPayment } from './read-payment.ts'
import type { TillDesk } from './till-desk.ts'
import { TillError } from './till-error.ts'

/** Withdraws a request that nobody confirmed. From then on the relay carries nothing that pays it. */
export async function cancelPayment(sql: Transaction, desk: TillDesk, device: Device, id: string): Promise<PaymentRow> {
  await readPayment(sql, desk, device, id)
  const [cancelled] = await sql<PaymentRow[]>`
    update till_payments set state = 'cancelled', version = version + 1, changed_at = now()
    where id = ${id} and state = 'requested' returning *`
  if (cancelled) {
    await tellChange(sql, [id])
    return cancelled
  }
  const row = await readPayment(sql, desk, device, id)
  if (row.state === 'cancelled' || row.state === 'timedOut' || row.state === 'failed') return row
  const sentence =
    row.state === 'confirmed'
      ? 'The member has confirmed: a signature cannot be taken back. Wait until it is done or failed; then refund it.'
      : 'It is paid. Refund it instead.'
  throw new TillError('AlreadyConfirmed', { status: 409, sentence })
}
