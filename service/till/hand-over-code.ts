import { decodeIntent } from '../../chain/intents/decode-intent.ts'
import type { Submission } from '../relay/submit-intent.ts'
import { submitIntent } from '../relay/submit-intent.ts'
import type { Device } from './device.ts'
import { isOpenPayment } from './payment-row.ts'
import { readPayment } from './read-payment.ts'
import type { TillDesk } from './till-desk.ts'
import { TillError } from './till-error.ts'

export type SignedCode = Pick<Submission, 'intent' | 'key' | 'stated'>

/** Hands what a member signed and showed to the relay, which confirms the payment. The same code again changes nothing. */
export async function handOverCode(
  desk: TillDesk,
  device: Device,
  { id, code, origin }: { id: string; code: SignedCode; origin: string },
): Promise<void> {
  const row = await readPayment(desk.database, desk, device, id)
  const message = decodeIntent(code.intent)?.message
  const pays = message !== undefined && 'orderReference' in message && 'minValue' in message ? message : undefined
  const fits =
    pays !== undefined &&
    pays.brandId === device.brandId &&
    pays.orderReference.toLowerCase() === row.reference &&
    pays.minValue >= row.value
  if (!fits) {
    const sentence = 'This code does not pay this request. Show the request again and have the member sign it.'
    throw new TillError('WrongIntent', { status: 422, sentence })
  }
  if (row.state === 'done') return
  if (!isOpenPayment(row)) {
    const sentence = 'This request is over. Ask for the payment again.'
    throw new TillError('PaymentOver', { status: 409, sentence })
  }
  await submitIntent(desk.relay, { ...code, origin })
}
