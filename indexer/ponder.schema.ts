import { index, onchainEnum, onchainTable, primaryKey, relations } from 'ponder'

/**
 * The read model. Points in 0.01 point, money in µ, rates in nano-USD per 0.01 point, times in seconds of chain time,
 * all as bigint: GraphQL carries them as decimal strings. Nothing here ages: what depends on the present moment (expired
 * lots, announced terms that took effect, lifted locks) is told by the times beside it.
 */

/** Lots as rows of a list: `lastEpoch` is null where they never expire. */
export type LotList = { lastEpoch: number | null; points: string }[]

/** One leg of a payment; `lots` is the word of the event, as `refundPay` wants it back. */
export type PaidLegs = { brandId: number; points: string; value: string; lots: string }[]

export type RefundedLegs = { brandId: number; points: string; value: string; lapsed: string; lots: string }[]

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

export const withdrawalState = onchainEnum('withdrawal_state', ['requested', 'cancelled', 'paid', 'replaced'])

/* THE NETWORK */

/** One row, id 1. */
export const network = onchainTable('network', (t) => ({
  id: t.integer().primaryKey(),
  authority: t.hex(),
  registryAuthority: t.hex(),
  /** All reserves and cause credits together. */
  accounted: t.bigint().notNull(),
  brands: t.integer().notNull(),
  causes: t.integer().notNull(),
  pausedUntil: t.bigint().notNull(),
  /** The last block that held an event of this network; `_meta` tells the last one seen. */
  lastBlock: t.bigint().notNull(),
  lastTime: t.bigint().notNull(),
}))

/** Blocks that hold an event of this network. */
export const block = onchainTable('block', (t) => ({
  number: t.bigint().primaryKey(),
  hash: t.hex().notNull(),
  time: t.bigint().notNull(),
}))

export const pause = onchainTable('pause', (t) => ({
  id: t.text().primaryKey(),
  by: t.hex().notNull(),
  from: t.bigint().notNull(),
  /** Moved up when the pause is lifted. */
  until: t.bigint().notNull(),
  tx: t.hex().notNull(),
}))

export const admission = onchainTable('admission', (t) => ({
  codeHash: t.hex().primaryKey(),
  code: t.text().notNull(),
  owner: t.hex().notNull(),
  time: t.bigint().notNull(),
}))

/* BRANDS */

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

    entranceOpen: t.boolean().notNull(),
    windingDown: t.boolean().notNull(),
    windDownAt: t.bigint(),
    /** When the remainder is due; paused time from the wind-down on prolongs it. */
    remainderAt: t.bigint(),

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

/* MEMBERS */

/** Whoever held points, locked, signed or has a passkey account here. */
export const member = onchainTable(
  'member',
  (t) => ({
    address: t.hex().primaryKey(),
    firstSeenAt: t.bigint().notNull(),
    /** Locked while chain time is below `unlockAt`; 2^40 − 1 while no unlocking is under way. */
    unlockDelay: t.bigint().notNull(),
    unlockAt: t.bigint().notNull(),
    /** Signed intents: every nonce below `nonceBase` is used or void; bit i of `usedNonces` is nonce `nonceBase + i`. */
    nonceBase: t.bigint().notNull(),
    usedNonces: t.bigint().notNull(),
    /** The key of a passkey account; null for every other address. */
    passkeyX: t.hex(),
    passkeyY: t.hex(),
    accountCreatedAt: t.bigint(),
  }),
  (table) => ({ byPasskey: index().on(table.passkeyX) }),
)

/** What an account holds of a brand; expired points are in it until a touch or a sweep burns them: see its lots. */
export const balance = onchainTable(
  'balance',
  (t) => ({
    brandId: t.integer().notNull(),
    member: t.hex().notNull(),
    points: t.bigint().notNull(),
    changedAt: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.brandId, table.member] }), byMember: index().on(table.member) }),
)

/** Points that die together: alive through epoch `lastEpoch`, or for ever where `permanent` (2^31 − 1 then). */
export const lot = onchainTable(
  'lot',
  (t) => ({
    brandId: t.integer().notNull(),
    member: t.hex().notNull(),
    lastEpoch: t.integer().notNull(),
    permanent: t.boolean().notNull(),
    points: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.brandId, table.member, table.lastEpoch] }),
    byMember: index().on(table.member),
    byEpoch: index().on(table.brandId, table.lastEpoch),
  }),
)

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

/** Claim addresses that were claimed, and to whom. */
export const claim = onchainTable(
  'claim',
  (t) => ({
    brandId: t.integer().notNull(),
    claimAddress: t.hex().notNull(),
    movedTo: t.hex().notNull(),
    points: t.bigint().notNull(),
    firstAt: t.bigint().notNull(),
    lastAt: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.brandId, table.claimAddress] }),
    byMovedTo: index().on(table.movedTo),
  }),
)

export const allowance = onchainTable(
  'allowance',
  (t) => ({
    brandId: t.integer().notNull(),
    member: t.hex().notNull(),
    spender: t.hex().notNull(),
    /** As last approved; what the spender used since is not taken off. */
    points: t.bigint().notNull(),
    changedAt: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.brandId, table.member, table.spender] }),
    byMember: index().on(table.member),
  }),
)

/** Signed intents that were carried out. */
export const intent = onchainTable(
  'intent',
  (t) => ({
    member: t.hex().notNull(),
    nonce: t.bigint().notNull(),
    verb: t.integer().notNull(),
    time: t.bigint().notNull(),
    block: t.bigint().notNull(),
    logIndex: t.integer().notNull(),
    tx: t.hex().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.member, table.nonce] }) }),
)

/** Items of an `execute` call that failed: the event knows their position, not whose they were. */
export const failedIntent = onchainTable(
  'failed_intent',
  (t) => ({
    id: t.text().primaryKey(),
    position: t.integer().notNull(),
    verb: t.integer().notNull(),
    reason: t.hex().notNull(),
    time: t.bigint().notNull(),
    tx: t.hex().notNull(),
  }),
  (table) => ({ byTx: index().on(table.tx) }),
)

/* CAUSES */

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

/* HOW THEY BELONG TOGETHER: only from the many to the one, so that a query costs no more than its pages */

export const balanceRelations = relations(balance, ({ one }) => ({
  brand: one(brand, { fields: [balance.brandId], references: [brand.id] }),
  holder: one(member, { fields: [balance.member], references: [member.address] }),
}))

export const movementRelations = relations(movement, ({ one }) => ({
  outBrand: one(brand, { fields: [movement.outBrandId], references: [brand.id] }),
  inBrand: one(brand, { fields: [movement.inBrandId], references: [brand.id] }),
  till: one(brand, { fields: [movement.tillId], references: [brand.id] }),
  cause: one(cause, { fields: [movement.causeId], references: [cause.id] }),
}))

export const givingRelations = relations(giving, ({ one }) => ({
  cause: one(cause, { fields: [giving.causeId], references: [cause.id] }),
}))

export const paymentRelations = relations(payment, ({ one }) => ({
  till: one(brand, { fields: [payment.tillId], references: [brand.id] }),
}))
