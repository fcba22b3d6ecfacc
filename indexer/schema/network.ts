import { onchainTable } from 'ponder'

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
  lastPause: t.text(),
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
