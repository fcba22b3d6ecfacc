import { index, onchainTable, primaryKey } from 'ponder'

export const brand = onchainTable(
  'brand',
  (t) => ({
    id: t.integer().primaryKey(),
    code: t.text().notNull(),
    name: t.text().notNull(),
    symbol: t.text().notNull(),
    token: t.hex().notNull(),
    /** Who created it; `role` tells who holds which role now. */
    owner: t.hex().notNull(),
    neverExpires: t.boolean().notNull(),
    createdAt: t.bigint().notNull(),
    createdTx: t.hex().notNull(),

    reserve: t.bigint().notNull(),
    /** Live points and expired ones that nobody swept yet. */
    supply: t.bigint().notNull(),

    /** Terms in effect before `announcedAt`'s announcement takes effect. */
    rate: t.bigint().notNull(),
    spreadBps: t.integer().notNull(),
    promisePercent: t.integer().notNull(),
    life: t.integer().notNull(),
    /** Announced terms; they are the ones in effect from `effectiveAt` on. All null where nothing is announced. */
    announcedRate: t.bigint(),
    announcedSpreadBps: t.integer(),
    announcedPromisePercent: t.integer(),
    announcedLife: t.integer(),
    announcedAt: t.bigint(),
    effectiveAt: t.bigint(),
    announcementId: t.text(),

    entranceOpen: t.boolean().notNull(),
    windingDown: t.boolean().notNull(),
    windDownAt: t.bigint(),
    /** When the remainder is due; paused time from the wind-down on prolongs it. */
    remainderAt: t.bigint(),
    /** The withdrawal that is under way, or lapsed without another since. */
    withdrawalId: t.text(),

    batches: t.bigint().notNull(),
    holders: t.integer().notNull(),
    /** Points since creation: how they came … */
    issued: t.bigint().notNull(),
    swappedIn: t.bigint().notNull(),
    refunded: t.bigint().notNull(),
    /** … and how they went. */
    swappedOut: t.bigint().notNull(),
    paid: t.bigint().notNull(),
    redeemed: t.bigint().notNull(),
    donated: t.bigint().notNull(),
    expired: t.bigint().notNull(),
    reversed: t.bigint().notNull(),
    /** Asked back and not there: a debt off chain. */
    short: t.bigint().notNull(),
    /** Money since creation: how the reserve grew … */
    deposited: t.bigint().notNull(),
    valueIn: t.bigint().notNull(),
    /** … and fell. */
    valueOut: t.bigint().notNull(),
    withdrawn: t.bigint().notNull(),
  }),
  (table) => ({ byCode: index().on(table.code), byToken: index().on(table.token) }),
)

export const token = onchainTable('token', (t) => ({
  address: t.hex().primaryKey(),
  brandId: t.integer().notNull(),
}))

/** Every terms a brand ever announced, those of its creation first. */
export const announcement = onchainTable(
  'announcement',
  (t) => ({
    id: t.text().primaryKey(),
    brandId: t.integer().notNull(),
    rate: t.bigint().notNull(),
    spreadBps: t.integer().notNull(),
    promisePercent: t.integer().notNull(),
    life: t.integer().notNull(),
    by: t.hex().notNull(),
    announcedAt: t.bigint().notNull(),
    effectiveAt: t.bigint().notNull(),
    cancelledAt: t.bigint(),
    tx: t.hex().notNull(),
  }),
  (table) => ({ byBrand: index().on(table.brandId, table.effectiveAt) }),
)

/** Whether `brandId` takes swaps from `fromBrandId`, where that was ever set; closed from `effectiveAt` on. */
export const entrance = onchainTable(
  'entrance',
  (t) => ({
    brandId: t.integer().notNull(),
    fromBrandId: t.integer().notNull(),
    open: t.boolean().notNull(),
    effectiveAt: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.brandId, table.fromBrandId] }) }),
)

export const role = onchainTable(
  'role',
  (t) => ({
    brandId: t.integer().notNull(),
    account: t.hex().notNull(),
    owner: t.boolean().notNull(),
    minter: t.boolean().notNull(),
    rateSetter: t.boolean().notNull(),
    treasurer: t.boolean().notNull(),
    changedAt: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.brandId, table.account] }), byAccount: index().on(table.account) }),
)

/** Kind 0 mints, 1 clawbacks, 2 claims (of the brand as a whole, its token stands as account). */
export const quota = onchainTable(
  'quota',
  (t) => ({
    brandId: t.integer().notNull(),
    account: t.hex().notNull(),
    kind: t.integer().notNull(),
    /** In effect until `effectiveAt`. */
    before: t.bigint().notNull(),
    limit: t.bigint().notNull(),
    effectiveAt: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.brandId, table.account, table.kind] }) }),
)
