import { index, onchainEnum, onchainTable, primaryKey } from 'ponder'
import type { LotList, PaidLegs, RefundedLegs } from './lists.ts'

export const movementKind = onchainEnum('movement_kind', [
  'earned',
  'swapped',
  'donated',
  'paid',
  'refunded',
  'redeemed',
  'claimed',
  'moved',
  'sent',
  'received',
  'expired',
  'reversed',
])

/**
 * Everything that happened to a member's points, one row an event and, for payments, a leg. `id` sorts as the chain does:
 * order by it to page. "Out" left this member, "in" came to it.
 */
export const movement = onchainTable(
  'movement',
  (t) => ({
    id: t.text().primaryKey(),
    member: t.hex().notNull(),
    kind: movementKind().notNull(),
    outBrandId: t.integer(),
    outPoints: t.bigint(),
    outLots: t.json().$type<LotList>(),
    inBrandId: t.integer(),
    inPoints: t.bigint(),
    inLots: t.json().$type<LotList>(),
    /** Money that moved, in µ; for a till's own points and refunds, what they stood for. */
    value: t.bigint(),
    /** Rate of the brand that was left, as it was then. */
    rate: t.bigint(),
    /** The other side of a transfer or claim. */
    counterpart: t.hex(),
    causeId: t.integer(),
    /** Where it was paid, refunded or redeemed. */
    tillId: t.integer(),
    orderReference: t.hex(),
    /** The batch of a credit or of its reversal. */
    sequence: t.bigint(),
    /** Of a reversal: asked back and not there. */
    short: t.bigint(),
    /** Of a refund: value that stayed with the till, since its lots expired meanwhile. */
    lapsed: t.bigint(),
    time: t.bigint().notNull(),
    block: t.bigint().notNull(),
    tx: t.hex().notNull(),
    logIndex: t.integer().notNull(),
  }),
  (table) => ({
    byMember: index().on(table.member, table.id),
    byOutBrand: index().on(table.outBrandId, table.id),
    byInBrand: index().on(table.inBrandId, table.id),
    byCause: index().on(table.causeId, table.id),
    byOrder: index().on(table.orderReference),
    byTx: index().on(table.tx),
    byCredit: index().on(table.inBrandId, table.sequence),
  }),
)

export const payment = onchainTable(
  'payment',
  (t) => ({
    tillId: t.integer().notNull(),
    member: t.hex().notNull(),
    orderReference: t.hex().notNull(),
    value: t.bigint().notNull(),
    legs: t.json().$type<PaidLegs>().notNull(),
    /** Cumulative, 10^18 is all of it. */
    refundedShare: t.bigint().notNull(),
    paidAt: t.bigint().notNull(),
    block: t.bigint().notNull(),
    logIndex: t.integer().notNull(),
    tx: t.hex().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.tillId, table.member, table.orderReference] }),
    byMember: index().on(table.member, table.paidAt),
    byOrder: index().on(table.orderReference),
  }),
)

export const refund = onchainTable(
  'refund',
  (t) => ({
    id: t.text().primaryKey(),
    tillId: t.integer().notNull(),
    member: t.hex().notNull(),
    orderReference: t.hex().notNull(),
    /** Cumulative share after this refund. */
    share: t.bigint().notNull(),
    legs: t.json().$type<RefundedLegs>().notNull(),
    time: t.bigint().notNull(),
    tx: t.hex().notNull(),
  }),
  (table) => ({ byOrder: index().on(table.orderReference), byMember: index().on(table.member, table.time) }),
)
