import { index, onchainTable, primaryKey } from 'ponder'
import type { LotList } from './lists.ts'

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
    /** The same points by their last epoch, soonest first. */
    lots: t.json().$type<LotList>().notNull(),
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
