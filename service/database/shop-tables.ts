import { boolean, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { big, brand, bytes, moment } from './columns.ts'

// What shops deliver and what is told to them: the tables of `migrations/0003-inbox.sql` and `0005-webhooks-out.sql`.

export const shops = pgTable(
  'shops',
  {
    brandId: brand(),
    number: integer('number').notNull(),
    provider: text('provider', {
      enum: ['shopify', 'woocommerce', 'square', 'stripe', 'generic', 'till'],
    }).notNull(),
    account: text('account').notNull(),
    mode: text('mode', { enum: ['live', 'test'] }).notNull(),
    status: text('status', { enum: ['connected', 'disconnected'] }).notNull(),
    url: text('url'),
    connectedAt: moment('connected_at').notNull().defaultNow(),
    formerSecretUntil: moment('former_secret_until'),
    secretVersion: integer('secret_version').notNull().default(0),
    hasToken: boolean('has_token'),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.number] })],
)

export const inbox = pgTable('inbox', {
  id: big('id').generatedAlwaysAsIdentity().primaryKey(),
  brandId: brand(),
  shop: integer('shop').notNull(),
  provider: text('provider').notNull(),
  account: text('account').notNull(),
  deliveryId: text('delivery_id').notNull(),
  topic: text('topic').notNull(),
  mode: text('mode', { enum: ['live', 'test'] }).notNull(),
  receivedAt: moment('received_at').notNull().defaultNow(),
  happenedAt: moment('happened_at'),
  digest: text('digest').notNull(),
  body: bytes('body'),
  status: text('status', { enum: ['received', 'processed', 'ignored', 'waiting', 'parked'] })
    .notNull()
    .default('received'),
  reason: text('reason'),
  detail: jsonb('detail'),
  attempts: integer('attempts').notNull().default(0),
  dueAt: moment('due_at').notNull().defaultNow(),
  settledAt: moment('settled_at'),
  needsFetch: boolean('needs_fetch').notNull().default(false),
})

export const alerts = pgTable('alerts', {
  id: big('id').generatedAlwaysAsIdentity().primaryKey(),
  brandId: big('brand_id'),
  kind: text('kind').notNull(),
  subject: text('subject').notNull().default(''),
  detail: jsonb('detail').notNull(),
  firstAt: moment('first_at').notNull().defaultNow(),
  lastAt: moment('last_at').notNull().defaultNow(),
  times: integer('times').notNull().default(1),
  settledAt: moment('settled_at'),
})

export const webhookTargets = pgTable(
  'webhook_targets',
  {
    brandId: brand(),
    number: integer('number').notNull(),
    url: text('url').notNull(),
    mode: text('mode', { enum: ['live', 'test'] }).notNull(),
    types: text('types').array(),
    status: text('status', { enum: ['active', 'removed'] })
      .notNull()
      .default('active'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.number] })],
)

export const webhookMessages = pgTable('webhook_messages', {
  id: text('id').primaryKey(),
  place: big('place').notNull(),
  brandId: brand(),
  target: integer('target').notNull(),
  type: text('type').notNull(),
  mode: text('mode', { enum: ['live', 'test'] }).notNull(),
  body: text('body'),
  status: text('status', { enum: ['pending', 'delivered', 'failed'] }).notNull(),
  attempts: integer('attempts').notNull().default(0),
  createdAt: moment('created_at').notNull().defaultNow(),
  dueAt: moment('due_at').notNull().defaultNow(),
  settledAt: moment('settled_at'),
  answer: text('answer'),
})
