import type { Transaction } from '../database/open-database.ts'
import { type LedgerRow, writeLedger, writeTable } from './ledger-tables.ts'
import type { LedgerMember, LedgerOrder, LedgerWindow, StoredReturn } from './ledger-window.ts'

/** Writes what a window changed, in one statement per table. */
export async function writeFacts(sql: Transaction, brandId: number, window: LedgerWindow): Promise<void> {
  const numbered = { brand_id: brandId }
  const own = { ...numbered, unsaved: true }
  const orders = [...window.changedOrders]
  await writeTable(
    sql,
    'shopMembers',
    [...window.changedMembers].map((each) => ({ ...numbered, ...memberRow(each) })),
  )
  await writeTable(
    sql,
    'shopOrders',
    orders.map((each) => ({ ...numbered, ...orderRow(each) })),
  )
  await writeTable(
    sql,
    'sales',
    orders.map((each) => ({ ...numbered, ...saleRow(each) })),
  )
  await writeTable(
    sql,
    'returns',
    [...window.changedReturns].map((each) => ({ ...own, ...returnRow(each) })),
  )
  await writeTable(
    sql,
    'identifiers',
    window.addedIdentifiers.map(({ identifier, member }) => ({ ...own, ...identifier, member })),
  )
  await writeTable(
    sql,
    'salePayments',
    window.addedPayments.map(({ provider, shop, paymentId, orderNumber }) => {
      return { ...own, provider, shop, payment_id: paymentId, order_number: orderNumber }
    }),
  )
  await writeLedger(
    sql,
    window.entries.map(({ member, kind, points, orderNumber, source, detail, happenedAt }) => {
      const entry = { brand_id: brandId, member, kind, points, order_number: orderNumber }
      return { ...entry, sequence: null, source, detail, happened_at: happenedAt }
    }),
  )
}

export function memberRow(member: LedgerMember): LedgerRow {
  const { number, externalId, claimKey, claimAddress, account, debt, earned, credited, reversed, run } = member
  const identity = { number, external_id: externalId, claim_key: claimKey, claim_address: claimAddress, account }
  return { ...identity, debt, earned, credited, reversed, run }
}

function orderRow(order: LedgerOrder): LedgerRow {
  const { number, provider, shop, orderId, member, reference, salt, date, original, remaining, earned, taken, run } =
    order
  const identity = { number, provider, shop, order_id: orderId, member, reference, salt, date }
  return { ...identity, original, remaining, earned, taken, positions: 0, run, seen_run: 0 }
}

function saleRow(order: LedgerOrder): LedgerRow {
  const {
    number,
    sale,
    revision,
    cancelled,
    cancelVersion,
    refundList,
    refundListVersion,
    outside,
    kept,
    given,
    ...rest
  } = order
  return {
    ...{ order_number: number, revision, cancelled, cancel_version: cancelVersion, outside, kept, given },
    ...{ refund_list: refundList, refund_list_version: refundListVersion },
    ...{ refund_share: rest.refundShare, refund_done: rest.refundDone },
    ...(sale ? toldRow(sale) : { total: 0n, tender: 0n, return_window: 0 }),
  }
}

function toldRow(sale: NonNullable<LedgerOrder['sale']>): LedgerRow {
  const { digest, version, toldAt, paidAt, currency, channel, location, staff, total, tender, lines, breakdown } = sale
  const { ruleVersion, returnWindow, maturesAt } = sale
  return {
    ...{ digest, version, told_at: toldAt, paid_at: paidAt, currency, channel, location, staff, total, tender },
    ...{ lines, breakdown, rule_version: ruleVersion, return_window: returnWindow, matures_at: maturesAt },
  }
}

function returnRow(stored: StoredReturn): LedgerRow {
  const { provider, shop, refundId, orderNumber, paymentId, happenedAt, ...told } = stored
  const identity = { provider, shop, refund_id: refundId, order_number: orderNumber, payment_id: paymentId }
  return { ...identity, happened_at: happenedAt, ...told }
}
