import { index, onchainTable, primaryKey } from 'ponder'

export const cause = onchainTable('cause', (t) => ({
  id: t.integer().primaryKey(),
  name: t.text().notNull(),
  registration: t.text().notNull(),
  metadataHash: t.hex().notNull(),
  payout: t.hex().notNull(),
  proposedPayout: t.hex(),
  proposalDueAt: t.bigint(),
  active: t.boolean().notNull(),
  /** Received and not withdrawn yet. */
  credit: t.bigint().notNull(),
  received: t.bigint().notNull(),
  paidOut: t.bigint().notNull(),
  donations: t.integer().notNull(),
  donors: t.integer().notNull(),
  addedAt: t.bigint().notNull(),
}))

/** What one member gave to one cause. The single donations are movements of kind `donated`. */
export const giving = onchainTable(
  'giving',
  (t) => ({
    causeId: t.integer().notNull(),
    member: t.hex().notNull(),
    value: t.bigint().notNull(),
    donations: t.integer().notNull(),
    lastAt: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.causeId, table.member] }), byMember: index().on(table.member) }),
)

export const causePayout = onchainTable(
  'cause_payout',
  (t) => ({
    id: t.text().primaryKey(),
    causeId: t.integer().notNull(),
    payout: t.hex().notNull(),
    amount: t.bigint().notNull(),
    time: t.bigint().notNull(),
    tx: t.hex().notNull(),
  }),
  (table) => ({ byCause: index().on(table.causeId, table.time) }),
)
