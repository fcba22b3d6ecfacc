import type { Payment } from '../../chain/actions/findPayment.ts'
import { formatShare } from '../../chain/codec/share.ts'
import { ChainError } from '../../chain/errors/chain-error.ts'
import { raiseAlert, settleAlert } from '../intake/alerts.ts'
import type { Minter } from '../import/minter.ts'
import type { Transaction } from '../database/open-database.ts'
import { changeUnsaved } from '../ledger/unsaved-rows.ts'
import { type OrderName, type References, referencesOf } from './order-references.ts'
import { type OrderPayments, readOrderPayments } from './read-order-payments.ts'
import { signRefund } from './sign-refund.ts'
import { lookAgainAt } from './sought-payments.ts'

/** Refunds signed in one go. */
const AT_ONCE = 10
const RETRY_S = 60

type Due = OrderName & { refund_share: bigint }

/**
 * Gives back what was paid with points for what came back. The total is cumulative: sending it again changes nothing. Tells
 * whether something was signed.
 */
export async function refundPayments(minter: Minter, now: Date): Promise<boolean> {
  const { database, brandId } = minter
  const due = await database<Due[]>`
    select s.order_number, o.provider, o.shop, o.order_id, s.refund_share from sales s
    join orders o on o.brand_id = s.brand_id and o.number = s.order_number
    where s.brand_id = ${brandId} and s.refund_share - s.refund_done > 0
      and (s.refund_retry_at is null or s.refund_retry_at <= ${now.toISOString()})
    order by s.order_number limit ${AT_ONCE}`
  if (due.length === 0) return false
  const paid = await readOrderPayments(minter)
  let signed = false
  for (const each of due) if (await refund(minter, each, { now, ...paid })) signed = true
  return signed
}

type Round = OrderPayments & { now: Date }

async function refund(minter: Minter, due: Due, { now, find, head }: Round): Promise<boolean> {
  const references = await referencesOf(minter, due)
  const { own, unclear } = references
  const payments = await find([...own, ...unclear])
  const open = payments.filter(({ share }) => share < due.refund_share)
  const [doubtful, certain] = [
    open.filter((each) => unclear.has(each.orderReference)),
    open.filter((each) => own.has(each.orderReference)),
  ]
  try {
    for (const payment of certain) await signRefund(minter, payment, due.refund_share)
  } catch (error) {
    if (!(error instanceof ChainError) || error.code === 'ChainUnreachable') throw error
    await putOff(minter, due, { now, error })
    return false
  }
  if (certain.length > 0) return true
  if (doubtful.length > 0) await tellDoubtful(minter, due, { now, payments: doubtful })
  // What a till took for paid before its block may still land: then it has to be given back, too.
  else if (await mayStillLand(minter, due)) await lookAgain(minter, due, secondsAfter(now))
  else if (isMissing(due, references, payments)) await seek(minter, due, { now, head })
  // All given back already: nothing is left to do here.
  else await settle(minter, due)
  return false
}

/** Whether what was paid with points, as its shop says, stands nowhere; of a till's order, any of what went into its sale. */
function isMissing({ provider }: Due, { own }: References, payments: readonly Payment[]): boolean {
  if (provider !== 'till') return payments.length === 0
  const found = new Set<string>(payments.map(({ orderReference }) => orderReference))
  return own.size === 0 || [...own].some((reference) => !found.has(reference))
}

/** Looks for it for a day; then somebody has to. */
async function seek(minter: Minter, due: Due, at: { now: Date; head: bigint }): Promise<void> {
  const again = await lookAgainAt(minter, due.order_number, at)
  if (again) return lookAgain(minter, due, again)
  const { provider, shop, order_id: order, refund_share: share } = due
  const sentence = `What was paid with points for this order is not on chain, so nothing of it went back. Ask whoever bought for the account; \`points refund ${minter.code} ORDER --member ACCOUNT\` gives it back.`
  await raiseAlert(minter.database, {
    ...{ brandId: minter.brandId, kind: 'paymentNotFound', subject: String(due.order_number) },
    detail: { provider, shop, order, percent: formatShare(share), sentence },
  })
  await settle(minter, due, [])
}

const secondsAfter = (now: Date): Date => new Date(now.getTime() + RETRY_S * 1000)

async function mayStillLand({ database, brandId }: Minter, { order_number }: Due): Promise<boolean> {
  const rows = await database`
    select 1 from till_payments p
    join orders o on o.brand_id = p.brand_id and o.provider = 'till' and o.shop = p.account and o.order_id = p.order_id
    where o.brand_id = ${brandId} and o.number = ${order_number} and p.sale is not null
      and (p.state = 'confirmed' or (p.state = 'failed' and p.changed_at > now() - interval '1 day')) limit 1`
  return rows.length > 0
}

async function lookAgain({ database, brandId }: Minter, { order_number }: Due, at: Date): Promise<void> {
  await database`
    update sales set refund_retry_at = ${at.toISOString()} where brand_id = ${brandId} and order_number = ${order_number}`
}

const IF_OPEN = ['paymentRefundRefused', 'paymentOfTwoOrders', 'paymentNotFound']

/** Nothing is left to do; `over`: which alerts that ends. */
async function settle({ database, brandId }: Minter, due: Due, over: readonly string[] = IF_OPEN): Promise<void> {
  await database.begin(async (sql) => {
    const done = sql`
      update sales set refund_done = ${due.refund_share}, refund_retry_at = null
      where brand_id = ${brandId} and order_number = ${due.order_number} returning brand_id, order_number as number`
    await changeUnsaved(sql, 'sales', done)
    await sql`delete from sought_payments where brand_id = ${brandId} and order_number = ${due.order_number}`
    const subject = String(due.order_number)
    for (const kind of over) await settleAlert(sql, { brandId, kind, subject })
  })
}

type Refused = { now: Date; error: ChainError }

/** The chain refuses it for now: the brand has to pay in, or the time for it is over. Minting goes on. */
async function putOff({ database, brandId }: Minter, due: Due, { now, error }: Refused): Promise<void> {
  const retryAt = secondsAfter(now).toISOString()
  const detail = { percent: formatShare(due.refund_share), code: error.code, sentence: error.message }
  await database.begin(async (sql: Transaction) => {
    await sql`
      update sales set refund_retry_at = ${retryAt} where brand_id = ${brandId} and order_number = ${due.order_number}`
    await raiseAlert(sql, { brandId, kind: 'paymentRefundRefused', subject: String(due.order_number), detail })
  })
}

/** Two shops' orders have the name that was paid: whoever knows which of them it was refunds it by hand. */
async function tellDoubtful(
  minter: Minter,
  due: Due,
  { now, payments }: { now: Date; payments: readonly Payment[] },
): Promise<void> {
  const { database, brandId, code } = minter
  const { order_number: order, provider, shop, order_id: name, refund_share: share } = due
  const refund = payments.map(({ member }) => `points refund ${code} ${name} --member ${member} --as ${code}-minter`)
  await raiseAlert(database, {
    ...{ brandId, kind: 'paymentOfTwoOrders', subject: String(order) },
    detail: { provider, shop, percent: formatShare(share), refund },
  })
  await lookAgain(minter, due, secondsAfter(now))
}
