import type { Hex } from 'viem'
import type { DecodedIntent } from '../../chain/intents/decode-intent.ts'
import type { Database } from '../database/open-database.ts'
import { tellChange } from '../relay/intent-row.ts'
import { RelayError } from '../relay/relay-error.ts'

/**
 * Called by the relay right before it takes an intent: where that pays a till's request, the request is confirmed; where the
 * request is over, asks more or asks somebody else, the intent is refused. One statement decides between this and cancelling.
 */
export async function confirmPayment(database: Database, decoded: DecodedIntent, digest: Hex): Promise<void> {
  const { message } = decoded
  if (!('orderReference' in message) || !('minValue' in message)) return
  const member = decoded.member.toLowerCase()
  const { brandId, orderReference, minValue } = message
  const reference = orderReference.toLowerCase()
  const now = new Date().toISOString()
  const [confirmed] = await database`
    update till_payments set state = 'confirmed', version = version + 1, changed_at = now(), confirmed_at = ${now},
      intent_digest = ${digest}, intent_member = ${member}, problem_code = null, problem_detail = null
    where reference = ${reference} and brand_id = ${brandId} and value <= ${minValue}
      and (member is null or member = ${member})
      and ((state = 'requested' and expires_at > ${now})
        or (state = 'confirmed' and intent_member = ${member} and accepted_at is null))
    returning id`
  if (confirmed) return tellChange(database, [confirmed['id'] as string])
  const [asked] = await database<{ value: bigint; member: string | null }[]>`
    select value, member from till_payments where reference = ${reference} and brand_id = ${brandId}`
  if (asked) throw refusalOf(asked, { member, minValue })
}

type AskedOf = { value: bigint; member: string | null }

function refusalOf(asked: AskedOf, paying: { member: string; minValue: bigint }): RelayError {
  if (paying.minValue < asked.value) {
    const sentence = 'The till asks for more than this payment carries at least. Open its request again.'
    return new RelayError('PaymentTooSmall', { status: 422, sentence })
  }
  if (asked.member !== null && asked.member !== paying.member) {
    const sentence = 'The till asks another account. Pay with the account whose code was shown.'
    return new RelayError('PaymentOfAnother', { status: 422, sentence })
  }
  const sentence = 'The till does not ask for this payment any more, or it is paid already. Nothing was taken.'
  return new RelayError('PaymentRequestOver', { status: 422, sentence })
}
