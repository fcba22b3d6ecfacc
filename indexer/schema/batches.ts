import { index, onchainTable, primaryKey } from 'ponder'

export const batch = onchainTable(
  'batch',
  (t) => ({
    brandId: t.integer().notNull(),
    sequence: t.bigint().notNull(),
    purchasesRoot: t.hex().notNull(),
    minter: t.hex().notNull(),
    count: t.integer().notNull(),
    points: t.bigint().notNull(),
    mintedAt: t.bigint().notNull(),
    epoch: t.integer().notNull(),
    life: t.integer().notNull(),
    returnWindow: t.integer().notNull(),
    block: t.bigint().notNull(),
    logIndex: t.integer().notNull(),
    tx: t.hex().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.brandId, table.sequence] }),
    byRoot: index().on(table.purchasesRoot),
  }),
)

/** What was taken back of one credit: cumulative, as the contract keeps it. */
export const reversal = onchainTable(
  'reversal',
  (t) => ({
    brandId: t.integer().notNull(),
    sequence: t.bigint().notNull(),
    member: t.hex().notNull(),
    total: t.bigint().notNull(),
    taken: t.bigint().notNull(),
    short: t.bigint().notNull(),
    time: t.bigint().notNull(),
    tx: t.hex().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.brandId, table.sequence, table.member] }) }),
)
