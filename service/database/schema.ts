import { boolean, integer, jsonb, numeric, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { big, brand, moment } from './columns.ts'

// The tables of `migrations/`, typed; those of shops are in shop-tables.ts, of tills in till-tables.ts, of people in
// people-tables.ts, of keys and acts in access-tables.ts. Programs import their types alone: to load Drizzle takes a second
// of processor time, since Node parses the 180 kB of its package.json again for each of its files.

export const brands = pgTable('brands', {
  brandId: big('brand_id').primaryKey(),
  code: text('code').notNull(),
  token: text('token').notNull(),
  chainId: big('chain_id').notNull(),
  eventsReadTo: big('events_read_to').notNull(),
  ledgerSavedTo: big('ledger_saved_to').notNull(),
})

export const members = pgTable(
  'members',
  {
    brandId: brand(),
    number: integer('number').notNull(),
    externalId: text('external_id').notNull(),
    claimKey: text('claim_key').notNull(),
    claimAddress: text('claim_address').notNull(),
    account: text('account'),
    debt: big('debt').notNull(),
    earned: big('earned').notNull(),
    credited: big('credited').notNull(),
    reversed: big('reversed').notNull(),
    run: integer('run').notNull(),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.number] })],
)

export const importRuns = pgTable(
  'import_runs',
  {
    brandId: brand(),
    number: integer('number').notNull(),
    file: text('file').notNull(),
    fingerprint: text('fingerprint').notNull(),
    status: text('status', { enum: ['planned', 'done'] }).notNull(),
    summary: jsonb('summary').notNull(),
    short: big('short').notNull(),
    plannedAt: timestamp('planned_at', { withTimezone: true }).notNull().defaultNow(),
    endedAt: timestamp('ended_at', { withTimezone: true }),
    kind: text('kind', { enum: ['file', 'shop'] }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.number] })],
)

export const orders = pgTable(
  'orders',
  {
    brandId: brand(),
    number: integer('number').notNull(),
    provider: text('provider').notNull(),
    shop: text('shop').notNull(),
    orderId: text('order_id').notNull(),
    member: integer('member').notNull(),
    reference: text('reference').notNull(),
    salt: text('salt').notNull(),
    date: text('date').notNull(),
    original: big('original').notNull(),
    remaining: big('remaining').notNull(),
    earned: big('earned').notNull(),
    taken: big('taken').notNull(),
    positions: integer('positions').notNull(),
    run: integer('run').notNull(),
    seenRun: integer('seen_run').notNull(),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.number] })],
)

export const batches = pgTable(
  'batches',
  {
    brandId: brand(),
    sequence: big('sequence').notNull(),
    run: integer('run').notNull(),
    root: text('root').notNull(),
    returnWindow: integer('return_window').notNull(),
    points: big('points').notNull(),
    mintedAt: big('minted_at'),
    epoch: integer('epoch'),
    life: integer('life'),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.sequence] })],
)

export const batchCredits = pgTable(
  'batch_credits',
  {
    brandId: brand(),
    sequence: big('sequence').notNull(),
    position: integer('position').notNull(),
    address: text('address').notNull(),
    points: big('points').notNull(),
    asked: big('asked').notNull(),
    reversed: big('reversed').notNull(),
    short: big('short').notNull(),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.sequence, table.position] })],
)

export const orderCredits = pgTable(
  'order_credits',
  {
    brandId: brand(),
    orderNumber: integer('order_number').notNull(),
    sequence: big('sequence').notNull(),
    address: text('address').notNull(),
    points: big('points').notNull(),
    reversed: big('reversed').notNull(),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.orderNumber, table.sequence] })],
)

export const paymentRefunds = pgTable(
  'payment_refunds',
  {
    brandId: brand(),
    member: text('member').notNull(),
    orderReference: text('order_reference').notNull(),
    share: numeric('share').notNull(),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.member, table.orderReference] })],
)

export const relayIntents = pgTable('relay_intents', {
  id: uuid('id').primaryKey(),
  place: big('place').notNull(),
  chainId: big('chain_id').notNull(),
  hub: text('hub').notNull(),
  digest: text('digest').notNull(),
  kind: text('kind', { enum: ['intent', 'operation'] }).notNull(),
  verb: text('verb').notNull(),
  member: text('member').notNull(),
  nonce: numeric('nonce'),
  deadline: big('deadline').notNull(),
  target: text('target').notNull(),
  payload: text('payload').notNull(),
  signature: text('signature').notNull(),
  gas: big('gas').notNull(),
  accountX: text('account_x'),
  accountY: text('account_y'),
  origin: text('origin').notNull(),
  status: text('status', { enum: ['queued', 'sent', 'done', 'failed'] }).notNull(),
  version: integer('version').notNull(),
  failures: integer('failures').notNull(),
  problemCode: text('problem_code'),
  problemDetail: text('problem_detail'),
  sender: text('sender'),
  txNonce: big('tx_nonce'),
  item: integer('item'),
  txHash: text('tx_hash'),
  blockNumber: big('block_number'),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  changedAt: timestamp('changed_at', { withTimezone: true }).notNull().defaultNow(),
})

export const brandRules = pgTable(
  'brand_rules',
  {
    brandId: brand(),
    version: integer('version').notNull(),
    fromAt: moment('from_at').notNull(),
    currency: text('currency'),
    otherRates: jsonb('other_rates'),
    rate: text('rate').notNull(),
    pendingSeconds: integer('pending_seconds').notNull(),
    returnWindow: integer('return_window').notNull(),
    excludedCategories: jsonb('excluded_categories').notNull(),
    capPerOrder: big('cap_per_order'),
    floorLimit: big('floor_limit').notNull(),
    unsaved: boolean('unsaved').notNull(),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.version] })],
)

export const identifiers = pgTable(
  'identifiers',
  {
    brandId: brand(),
    kind: text('kind', { enum: ['id', 'email', 'phone', 'card', 'account'] }).notNull(),
    hash: text('hash').notNull(),
    member: integer('member').notNull(),
    unsaved: boolean('unsaved').notNull(),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.kind, table.hash] })],
)

export const sales = pgTable(
  'sales',
  {
    brandId: brand(),
    orderNumber: integer('order_number').notNull(),
    digest: text('digest'),
    version: big('version'),
    toldAt: moment('told_at'),
    revision: integer('revision').notNull(),
    paidAt: moment('paid_at'),
    currency: text('currency'),
    channel: text('channel'),
    location: text('location'),
    staff: text('staff'),
    total: big('total').notNull(),
    tender: big('tender').notNull(),
    lines: jsonb('lines'),
    breakdown: jsonb('breakdown'),
    ruleVersion: integer('rule_version'),
    returnWindow: integer('return_window').notNull(),
    maturesAt: moment('matures_at'),
    cancelled: boolean('cancelled').notNull(),
    cancelVersion: big('cancel_version'),
    refundList: jsonb('refund_list'),
    refundListVersion: big('refund_list_version'),
    outside: big('outside').notNull(),
    kept: big('kept').notNull(),
    given: big('given').notNull(),
    refundShare: big('refund_share').notNull(),
    refundDone: big('refund_done').notNull(),
    refundRetryAt: moment('refund_retry_at'),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.orderNumber] })],
)

export const unsavedRows = pgTable(
  'unsaved_rows',
  {
    brandId: brand(),
    kind: text('kind', { enum: ['members', 'orders', 'sales'] }).notNull(),
    number: integer('number').notNull(),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.kind, table.number] })],
)

export const salePayments = pgTable(
  'sale_payments',
  {
    brandId: brand(),
    provider: text('provider').notNull(),
    shop: text('shop').notNull(),
    paymentId: text('payment_id').notNull(),
    orderNumber: integer('order_number').notNull(),
    unsaved: boolean('unsaved').notNull(),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.provider, table.shop, table.paymentId] })],
)

export const returns = pgTable(
  'returns',
  {
    brandId: brand(),
    provider: text('provider').notNull(),
    shop: text('shop').notNull(),
    refundId: text('refund_id').notNull(),
    orderNumber: integer('order_number'),
    paymentId: text('payment_id'),
    happenedAt: moment('happened_at').notNull(),
    known: boolean('known').notNull(),
    amount: big('amount').notNull(),
    currency: text('currency'),
    basis: big('basis'),
    whole: boolean('whole').notNull(),
    lines: jsonb('lines'),
    undone: boolean('undone').notNull(),
    staff: text('staff'),
    unsaved: boolean('unsaved').notNull(),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.provider, table.shop, table.refundId] })],
)

export const inboxWaits = pgTable('inbox_waits', {
  inboxId: big('inbox_id').primaryKey(),
  brandId: brand(),
  provider: text('provider').notNull(),
  shop: text('shop').notNull(),
  orderId: text('order_id'),
  paymentId: text('payment_id'),
})

export const ledger = pgTable(
  'ledger',
  {
    brandId: brand(),
    entry: big('entry').generatedAlwaysAsIdentity().notNull(),
    member: integer('member').notNull(),
    kind: text('kind', {
      enum: ['earn', 'adjust', 'return', 'undo', 'mint', 'repay', 'reverse', 'owe', 'short'],
    }).notNull(),
    points: big('points').notNull(),
    orderNumber: integer('order_number'),
    sequence: big('sequence'),
    source: text('source').notNull(),
    detail: jsonb('detail'),
    happenedAt: moment('happened_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.entry] })],
)

export const reversalEvents = pgTable(
  'reversal_events',
  {
    brandId: brand(),
    sequence: big('sequence').notNull(),
    address: text('address').notNull(),
    total: big('total').notNull(),
    short: big('short').notNull(),
    blockNumber: big('block_number').notNull(),
    blockHash: text('block_hash').notNull(),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.sequence, table.address, table.total] })],
)

export const orderPayments = pgTable(
  'order_payments',
  {
    brandId: brand(),
    reference: text('reference').notNull(),
    member: text('member').notNull(),
    blockNumber: big('block_number').notNull(),
    legs: jsonb('legs').notNull(),
    share: big('share').notNull().default(0n),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.reference, table.member] })],
)

export const soughtPayments = pgTable(
  'sought_payments',
  {
    brandId: brand(),
    orderNumber: integer('order_number').notNull(),
    since: moment('since').notNull(),
    block: big('block').notNull(),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.orderNumber] })],
)

export const orderPaymentReading = pgTable('order_payment_reading', {
  brandId: brand().primaryKey(),
  hub: text('hub').notNull(),
  block: big('block').notNull(),
  blockHash: text('block_hash').notNull(),
})

export const keyChecks = pgTable('key_checks', {
  name: text('name').primaryKey(),
  answer: text('answer').notNull(),
  keptAt: moment('kept_at').notNull().defaultNow(),
})
