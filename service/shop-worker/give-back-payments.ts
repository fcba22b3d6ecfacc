import type { Payment } from '../../chain/actions/findPayment.ts'
import { formatDecimal } from '../../chain/codec/decimal.ts'
import { ChainError } from '../../chain/errors/chain-error.ts'
import { raiseAlert, settleAlert } from '../intake/alerts.ts'
import type { Minter } from '../import/minter.ts'
import { tellChange } from '../relay/intent-row.ts'
import { emitEvent } from '../webhooks-out/emit-event.ts'
import { readOrderPayments } from './read-order-payments.ts'
import { signRefund } from './sign-refund.ts'

/** Payments looked at in one go. */
const AT_ONCE = 10
const RETRY_S = 60
const WHOLE = 10n ** 18n

type Unasked = {
  reference: `0x${string}`
  member: string
  value: bigint
  payment: string
  order_id: string
  late: boolean
}

/**
 * Gives back what members paid to a till that no longer asked for it, or did not ask for that: after it was cancelled or timed
 * out, too little, or by another member than was asked. What the chain says was given back is done; until then it is sent
 * again. Tells whether something was signed.
 */
export async function giveBackPayments(minter: Minter, now: Date): Promise<boolean> {
  const { database, brandId } = minter
  const due = await database<Unasked[]>`
    select e.reference, e.member, e.value, p.id as payment, p.order_id,
      p.state = 'paidLate' and p.paid_member = e.member as late
    from till_paid_events e join till_payments p on p.reference = e.reference
    where e.brand_id = ${brandId} and e.unasked and e.refunded_at is null
      and (e.refund_retry_at is null or e.refund_retry_at <= ${now.toISOString()})
    order by e.block_number, e.log_index limit ${AT_ONCE}`
  if (due.length === 0) return false
  const { find } = await readOrderPayments(minter)
  let signed = false
  for (const each of due) {
    const payments = await find([each.reference])
    const payment = payments.find(({ member }) => member.toLowerCase() === each.member)
    if (await giveBack(minter, each, { now, payment })) signed = true
  }
  return signed
}

type Found = { now: Date; payment: Payment | undefined }

async function giveBack(minter: Minter, due: Unasked, { now, payment }: Found): Promise<boolean> {
  if (payment?.share === WHOLE) {
    await settle(minter, due, now)
    return false
  }
  try {
    if (payment) await signRefund(minter, payment, WHOLE)
    // Its block was replaced: the till's own reading will tell.
    else await lookAgain(minter, due, now)
    return payment !== undefined
  } catch (error) {
    if (!(error instanceof ChainError) || error.code === 'ChainUnreachable') throw error
    await lookAgain(minter, due, now)
    const { brandId } = minter
    const detail = { payment: due.payment, order: due.order_id, code: error.code, sentence: error.message }
    await raiseAlert(minter.database, { brandId, kind: 'paymentRefundRefused', subject: due.payment, detail })
    return false
  }
}

async function lookAgain({ database }: Minter, { reference, member }: Unasked, now: Date): Promise<void> {
  const retryAt = new Date(now.getTime() + RETRY_S * 1_000).toISOString()
  await database`
    update till_paid_events set refund_retry_at = ${retryAt} where reference = ${reference} and member = ${member}`
}

/** The till's page, the brand's systems and whoever looks at the alerts are told, once. */
async function settle({ database, brandId }: Minter, due: Unasked, now: Date): Promise<void> {
  const { reference, member, payment, order_id: order, late } = due
  await database.begin(async (sql) => {
    const at = now.toISOString()
    const [given] = await sql`
      update till_paid_events set refunded_at = ${at}
      where reference = ${reference} and member = ${member} and unasked and refunded_at is null returning 1`
    if (!given) return
    if (late) {
      await sql`
        update till_payments set refunded_at = ${at}, version = version + 1, changed_at = now()
        where id = ${payment} and state = 'paidLate'`
      await tellChange(sql, [payment])
    }
    const value = formatDecimal(due.value, { decimals: 6, minimum: 2 })
    const data = { payment, order, value, account: member, why: late ? 'late' : 'unexpected' }
    await emitEvent(sql, brandId, 'payment.returned', data)
    await settleAlert(sql, { brandId, kind: 'latePayment', subject: payment })
    await settleAlert(sql, { brandId, kind: 'unexpectedPayment', subject: `${payment} ${member}` })
    await settleAlert(sql, { brandId, kind: 'paymentRefundRefused', subject: payment })
  })
}
