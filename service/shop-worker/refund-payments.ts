import type { Hex } from 'viem'
import { findPaymentsOfOrder } from '../../chain/actions/findPaymentsOfOrder.ts'
import type { Payment } from '../../chain/actions/findPayment.ts'
import { refundPayment } from '../../chain/actions/refundPayment.ts'
import { withAccount } from '../../chain/client.ts'
import { orderReferenceOf } from '../../chain/codec/order-reference.ts'
import { formatShare } from '../../chain/codec/share.ts'
import { ChainError } from '../../chain/errors/chain-error.ts'
import { simulateCall } from '../../chain/send.ts'
import { raiseAlert, settleAlert } from '../intake/alerts.ts'
import type { Minter } from '../import/minter.ts'
import { readLastRun } from '../import/sync-chain.ts'
import type { Transaction } from '../database/open-database.ts'
import { readFees, readTransactionCount, signCall } from '../queue/sign-call.ts'
import { readNextNonce, storeTransaction } from '../queue/transaction-row.ts'

/** Refunds signed in one go. */
const AT_ONCE = 10
const RETRY_S = 60

type Due = { order_number: number; order_id: string; refund_share: bigint }

/**
 * Gives back what was paid with points for what came back. The total is cumulative: sending it again changes nothing. Tells
 * whether something was signed.
 */
export async function refundPayments(minter: Minter, now: Date): Promise<boolean> {
  const { database, brandId } = minter
  const due = await database<Due[]>`
    select s.order_number, o.order_id, s.refund_share from sales s
    join orders o on o.brand_id = s.brand_id and o.number = s.order_number
    where s.brand_id = ${brandId} and s.refund_share > s.refund_done
      and (s.refund_retry_at is null or s.refund_retry_at <= ${now.toISOString()})
    order by s.order_number limit ${AT_ONCE}`
  let signed = false
  for (const each of due) if (await refund(minter, each, now)) signed = true
  return signed
}

async function refund(minter: Minter, due: Due, now: Date): Promise<boolean> {
  const { client, brandId, fromBlock } = minter
  const payments: Payment[] = []
  for (const orderReference of await referencesOf(minter, due)) {
    payments.push(...(await findPaymentsOfOrder(client, { brandId, orderReference, fromBlock })))
  }
  const open = payments.filter(({ share }) => share < due.refund_share)
  try {
    for (const payment of open) await sign(minter, payment, due.refund_share)
  } catch (error) {
    if (!(error instanceof ChainError) || error.code === 'ChainUnreachable') throw error
    await putOff(minter, due, { now, error })
    return false
  }
  if (open.length > 0) return true
  // What a till took for paid before its block may still land: then it has to be given back, too.
  if (await mayStillLand(minter, due)) await lookAgain(minter, due, now)
  // Points of another programme, or all given back already: nothing is left to do here.
  else await settle(minter, due)
  return false
}

/** The order's own name, and those under which a till asked for what went into its sale. */
async function referencesOf({ database, brandId }: Minter, { order_number, order_id }: Due): Promise<Set<Hex>> {
  const rows = await database<{ reference: Hex }[]>`
    select p.reference from till_payments p
    join orders o on o.brand_id = p.brand_id and o.provider = 'till' and o.shop = p.account and o.order_id = p.order_id
    where o.brand_id = ${brandId} and o.number = ${order_number} and p.sale is not null order by p.created_at, p.id`
  return new Set([orderReferenceOf(order_id), ...rows.map(({ reference }) => reference)])
}

async function mayStillLand({ database, brandId }: Minter, { order_number }: Due): Promise<boolean> {
  const rows = await database`
    select 1 from till_payments p
    join orders o on o.brand_id = p.brand_id and o.provider = 'till' and o.shop = p.account and o.order_id = p.order_id
    where o.brand_id = ${brandId} and o.number = ${order_number} and p.sale is not null and p.state = 'confirmed' limit 1`
  return rows.length > 0
}

async function lookAgain({ database, brandId }: Minter, { order_number }: Due, now: Date): Promise<void> {
  const retryAt = new Date(now.getTime() + RETRY_S * 1000).toISOString()
  await database`
    update sales set refund_retry_at = ${retryAt} where brand_id = ${brandId} and order_number = ${order_number}`
}

async function sign(minter: Minter, payment: Payment, share: bigint): Promise<void> {
  const { client, account, key, database, brandId } = minter
  const call = refundPayment(client, { payment, share })
  const { gas } = await simulateCall(withAccount(client, account), call)
  await database.begin(async (sql) => {
    const [fees, pending] = await Promise.all([
      readFees(client),
      readTransactionCount(client, { address: account.address, blockTag: 'pending' }),
    ])
    const nonce = await readNextNonce(sql, key, pending)
    const signed = await signCall(account, { call, chainId: key.chainId, nonce, gas: (gas * 3n) / 2n, fees })
    const run = await readLastRun(sql, brandId)
    await storeTransaction(sql, key, { ...signed, nonce, attempt: 0, kind: 'refund', sequence: null, run })
  })
  await minter.checkpoint?.('signed-refund')
}

async function settle({ database, brandId }: Minter, due: Due): Promise<void> {
  await database.begin(async (sql) => {
    await sql`
      update sales set refund_done = ${due.refund_share}, refund_retry_at = null, unsaved = true
      where brand_id = ${brandId} and order_number = ${due.order_number}`
    await settleAlert(sql, { brandId, kind: 'paymentRefundRefused', subject: String(due.order_number) })
  })
}

type Refused = { now: Date; error: ChainError }

/** The chain refuses it for now: the brand has to pay in, or the time for it is over. Minting goes on. */
async function putOff({ database, brandId }: Minter, due: Due, { now, error }: Refused): Promise<void> {
  const retryAt = new Date(now.getTime() + RETRY_S * 1000).toISOString()
  const detail = { percent: formatShare(due.refund_share), code: error.code, sentence: error.message }
  await database.begin(async (sql: Transaction) => {
    await sql`
      update sales set refund_retry_at = ${retryAt} where brand_id = ${brandId} and order_number = ${due.order_number}`
    await raiseAlert(sql, { brandId, kind: 'paymentRefundRefused', subject: String(due.order_number), detail })
  })
}
