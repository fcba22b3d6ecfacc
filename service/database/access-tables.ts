import { integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { big, brand, moment } from './columns.ts'

// Who may do what for a brand, and who did what: `migrations/0008-access.sql`.

export const accessKeys = pgTable(
  'access_keys',
  {
    brandId: brand(),
    number: integer('number').notNull(),
    role: text('role', { enum: ['owner', 'manager', 'auditor', 'machine'] }).notNull(),
    name: text('name').notNull(),
    keyHash: text('key_hash').notNull(),
    formerHash: text('former_hash'),
    formerUntil: moment('former_until'),
    createdAt: moment('created_at').notNull().defaultNow(),
    expiresAt: moment('expires_at'),
    revokedAt: moment('revoked_at'),
    lastUsedAt: moment('last_used_at'),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.number] })],
)

export const auditLog = pgTable(
  'audit_log',
  {
    brandId: brand(),
    sequence: big('sequence').notNull(),
    at: moment('at').notNull(),
    actor: text('actor').notNull(),
    role: text('role'),
    act: text('act').notNull(),
    subject: text('subject').notNull(),
    detail: jsonb('detail').notNull(),
    previous: text('previous').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.sequence] })],
)
