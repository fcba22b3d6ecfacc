import { integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { big, brand, bytes, moment } from './columns.ts'

// What keeps people's data, of `migrations/0007-people.sql`.

export const masterKeys = pgTable('master_keys', {
  version: integer('version').primaryKey(),
  status: text('status', { enum: ['current', 'retiring', 'destroyed'] }).notNull(),
  proof: text('proof').notNull(),
  madeAt: moment('made_at').notNull().defaultNow(),
  destroyedAt: moment('destroyed_at'),
})

export const memberKeys = pgTable(
  'member_keys',
  {
    brandId: brand(),
    subject: text('subject').notNull(),
    wrapped: bytes('wrapped').notNull(),
    master: integer('master').notNull(),
    madeAt: moment('made_at').notNull().defaultNow(),
    renewedAt: moment('renewed_at'),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.subject] })],
)

export const privacyRequests = pgTable(
  'privacy_requests',
  {
    brandId: brand(),
    id: big('id').generatedAlwaysAsIdentity().notNull(),
    kind: text('kind', { enum: ['data', 'redactCustomer', 'redactShop'] }).notNull(),
    provider: text('provider').notNull(),
    shop: text('shop').notNull(),
    inboxId: big('inbox_id').notNull(),
    members: integer('members').array().notNull(),
    orders: integer('orders').array().notNull(),
    hashes: text('hashes').array().notNull().default([]),
    receivedAt: moment('received_at').notNull(),
    dueAt: moment('due_at').notNull(),
    status: text('status', { enum: ['open', 'done'] })
      .notNull()
      .default('open'),
    answer: text('answer'),
    answeredAt: moment('answered_at'),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.id] })],
)

export const erasures = pgTable(
  'erasures',
  {
    brandId: brand(),
    id: big('id').generatedAlwaysAsIdentity().notNull(),
    subject: text('subject').notNull(),
    name: text('name'),
    member: integer('member'),
    pseudonym: text('pseudonym').notNull(),
    provider: text('provider'),
    shop: text('shop'),
    actor: text('actor').notNull(),
    request: big('request'),
    status: text('status', { enum: ['working', 'waiting', 'done'] })
      .notNull()
      .default('working'),
    step: text('step', { enum: ['points', 'files', 'rows', 'done'] })
      .notNull()
      .default('points'),
    problem: text('problem'),
    claimTransaction: text('claim_transaction'),
    redeemTransaction: text('redeem_transaction'),
    claimed: big('claimed').notNull().default(0n),
    redeemed: big('redeemed').notNull().default(0n),
    askedAt: moment('asked_at').notNull().defaultNow(),
    doneAt: moment('done_at'),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.id] })],
)

export const privacyTidyings = pgTable('privacy_tidyings', {
  id: big('id').primaryKey().generatedAlwaysAsIdentity(),
  at: moment('at').notNull().defaultNow(),
  counts: jsonb('counts').notNull(),
})
