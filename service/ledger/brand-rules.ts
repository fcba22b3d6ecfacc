import { parseRate, type Rate } from '../../loyalty/rate.ts'
import type { Database, Transaction } from '../database/open-database.ts'

/** How a brand's sales earn, from a moment on. Points in 0.01 point. */
export type BrandRules = {
  version: number
  fromAt: Date
  rate: Rate
  rateText: string
  pendingSeconds: number
  returnWindow: number
  excludedCategories: string[]
  capPerOrder: bigint | undefined
  /** Value in µ up to which the till may take a signed payment at the brand's own risk. */
  floorLimit: bigint
}

const DAY = 86_400

/** What a brand that never said otherwise gives: a point per 1.00, after 14 days. */
export const DEFAULT_RULES: BrandRules = {
  version: 0,
  fromAt: new Date(0),
  rate: { numerator: 1n, denominator: 1n },
  rateText: '1',
  pendingSeconds: 14 * DAY,
  returnWindow: 90 * DAY,
  excludedCategories: [],
  capPerOrder: undefined,
  floorLimit: 0n,
}

/** All versions of a brand's rules, oldest first; the defaults where there are none. */
export async function readRules(sql: Database | Transaction, brandId: number): Promise<BrandRules[]> {
  const rows = await sql`select * from brand_rules where brand_id = ${brandId} order by from_at, version`
  return rows.length === 0 ? [DEFAULT_RULES] : rows.map(rulesFrom)
}

/** The rules in force when a sale was paid; a sale from before the first ones follows these. */
export function rulesAt(rules: readonly BrandRules[], paidAt: Date): BrandRules {
  return rules.findLast(({ fromAt }) => fromAt <= paidAt) ?? rules[0] ?? DEFAULT_RULES
}

export type NewRules = Omit<BrandRules, 'version' | 'rate' | 'fromAt'> & { fromAt?: Date | undefined }

/** Adds a version; sales paid before it keep the one they had. */
export async function addRules(sql: Transaction, brandId: number, rules: NewRules): Promise<BrandRules> {
  const { rateText, pendingSeconds, returnWindow, excludedCategories, capPerOrder, floorLimit } = rules
  const [row] = await sql`
    insert into brand_rules (brand_id, version, from_at, rate, pending_seconds, return_window, excluded_categories,
      cap_per_order, floor_limit)
    select ${brandId}, coalesce(max(version), 0) + 1, coalesce(${rules.fromAt?.toISOString() ?? null}::timestamptz, now()),
      ${rateText}, ${pendingSeconds}, ${returnWindow}, ${JSON.stringify(excludedCategories)}::text::jsonb, ${capPerOrder ?? null}, ${floorLimit}
    from brand_rules where brand_id = ${brandId}
    returning *`
  if (!row) throw new Error('The database gave no answer.')
  return rulesFrom(row)
}

function rulesFrom(row: Record<string, unknown>): BrandRules {
  const rateText = row['rate'] as string
  const rate = parseRate(rateText)
  if (!rate) throw new Error(`The stored rate ${rateText} is none.`)
  return {
    version: row['version'] as number,
    fromAt: row['from_at'] as Date,
    rate,
    rateText,
    pendingSeconds: row['pending_seconds'] as number,
    returnWindow: row['return_window'] as number,
    excludedCategories: row['excluded_categories'] as string[],
    capPerOrder: (row['cap_per_order'] as bigint | null) ?? undefined,
    floorLimit: row['floor_limit'] as bigint,
  }
}
