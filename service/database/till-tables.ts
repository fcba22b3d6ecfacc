import { boolean, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { big, brand, bytes, moment } from './columns.ts'

// What tills need, of `migrations/0006-till.sql`.

export const tillDevices = pgTable(
  'till_devices',
  {
    brandId: brand(),
    number: integer('number').notNull(),
    name: text('name').notNull(),
    location: text('location').notNull(),
    mode: text('mode', { enum: ['live', 'test'] }).notNull(),
    keyHash: text('key_hash').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    revokedAt: moment('revoked_at'),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.number] })],
)

export const tillAnswers = pgTable(
  'till_answers',
  {
    brandId: brand(),
    key: text('key').notNull(),
    digest: text('digest').notNull(),
    status: integer('status').notNull(),
    body: bytes('body'),
    subject: text('subject'),
    answeredAt: moment('answered_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.key] })],
)

export const tillEntries = pgTable(
  'till_entries',
  {
    brandId: brand(),
    account: text('account').notNull(),
    entryId: text('entry_id').notNull(),
    place: big('place').notNull(),
    kind: text('kind', { enum: ['sale', 'return', 'void'] }).notNull(),
    orderId: text('order_id').notNull(),
    device: integer('device').notNull(),
    location: text('location').notNull(),
    digest: text('digest').notNull(),
    hasMember: boolean('has_member').notNull(),
    points: big('points').notNull(),
    event: jsonb('event').notNull(),
    bookedAt: moment('booked_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.account, table.entryId] })],
)

export const tillMembers = pgTable(
  'till_members',
  {
    brandId: brand(),
    externalId: text('external_id').notNull(),
    account: text('account'),
    contact: bytes('contact'),
    device: integer('device').notNull(),
    location: text('location').notNull(),
    enrolledAt: moment('enrolled_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.externalId] })],
)

export const tillIdentifiers = pgTable(
  'till_identifiers',
  {
    brandId: brand(),
    kind: text('kind', { enum: ['email', 'phone', 'card', 'account'] }).notNull(),
    hash: text('hash').notNull(),
    externalId: text('external_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.kind, table.hash] })],
)

export const consents = pgTable(
  'consents',
  {
    brandId: brand(),
    id: big('id').generatedAlwaysAsIdentity().notNull(),
    subject: text('subject').notNull(),
    purpose: text('purpose', {
      enum: ['terms', 'marketing_email', 'marketing_sms', 'marketing_push', 'personalisation', 'cross_brand'],
    }).notNull(),
    granted: boolean('granted').notNull(),
    textVersion: text('text_version').notNull(),
    source: text('source').notNull(),
    sourceDetail: text('source_detail').notNull().default(''),
    saidAt: moment('said_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.id] })],
)

export const tillPayments = pgTable('till_payments', {
  id: uuid('id').primaryKey(),
  brandId: brand(),
  account: text('account').notNull(),
  device: integer('device').notNull(),
  location: text('location').notNull(),
  orderId: text('order_id').notNull(),
  orderText: text('order_text').notNull(),
  reference: text('reference').notNull(),
  value: big('value').notNull(),
  shownCurrency: text('shown_currency'),
  shownAmount: big('shown_amount'),
  member: text('member'),
  state: text('state', {
    enum: ['requested', 'confirmed', 'done', 'cancelled', 'timedOut', 'failed', 'paidLate'],
  })
    .notNull()
    .default('requested'),
  version: integer('version').notNull().default(1),
  intentDigest: text('intent_digest'),
  intentMember: text('intent_member'),
  confirmedAt: moment('confirmed_at'),
  acceptedAt: moment('accepted_at'),
  acceptedValue: big('accepted_value'),
  paidMember: text('paid_member'),
  paidValue: big('paid_value'),
  paidTransaction: text('paid_transaction'),
  paidBlock: big('paid_block'),
  problemCode: text('problem_code'),
  problemDetail: text('problem_detail'),
  sale: text('sale'),
  refundedAt: moment('refunded_at'),
  createdAt: moment('created_at').notNull().defaultNow(),
  expiresAt: moment('expires_at').notNull(),
  changedAt: moment('changed_at').notNull().defaultNow(),
})

export const tillPaidReading = pgTable('till_paid_reading', {
  hub: text('hub').primaryKey(),
  block: big('block').notNull(),
})

export const tillPaidEvents = pgTable(
  'till_paid_events',
  {
    reference: text('reference').notNull(),
    member: text('member').notNull(),
    brandId: brand(),
    value: big('value').notNull(),
    transaction: text('transaction').notNull(),
    blockNumber: big('block_number').notNull(),
    logIndex: integer('log_index').notNull(),
    unasked: boolean('unasked').notNull().default(false),
    refundedAt: moment('refunded_at'),
    refundRetryAt: moment('refund_retry_at'),
  },
  (table) => [primaryKey({ columns: [table.reference, table.member] })],
)
