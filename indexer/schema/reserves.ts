import { index, onchainEnum, onchainTable } from 'ponder'

export const withdrawalState = onchainEnum('withdrawal_state', ['requested', 'cancelled', 'paid', 'lapsed'])

export const deposit = onchainTable(
  'deposit',
  (t) => ({
    id: t.text().primaryKey(),
    brandId: t.integer().notNull(),
    from: t.hex().notNull(),
    amount: t.bigint().notNull(),
    time: t.bigint().notNull(),
    tx: t.hex().notNull(),
  }),
  (table) => ({ byBrand: index().on(table.brandId, table.time) }),
)

/** Withdrawals asked for, and remainders. One that is neither paid nor cancelled lapses after `closesAt`. */
export const withdrawal = onchainTable(
  'withdrawal',
  (t) => ({
    id: t.text().primaryKey(),
    brandId: t.integer().notNull(),
    treasurer: t.hex().notNull(),
    state: withdrawalState().notNull(),
    remainder: t.boolean().notNull(),
    amount: t.bigint().notNull(),
    paid: t.bigint(),
    requestedAt: t.bigint().notNull(),
    opensAt: t.bigint().notNull(),
    /** Paused time from `opensAt` on prolongs it. */
    closesAt: t.bigint().notNull(),
    settledAt: t.bigint(),
    tx: t.hex().notNull(),
  }),
  (table) => ({ byBrand: index().on(table.brandId, table.requestedAt) }),
)
