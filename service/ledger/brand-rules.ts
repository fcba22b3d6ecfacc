import { parseRate, type Rate } from '../../loyalty/rate.ts'
import type { Database, Transaction } from '../database/open-database.ts'

/** How a brand's sales earn, from a moment on. Points in 0.01 point. */
export type BrandRules = {
  version: number
  fromAt: Date
  /** What `rate` is for; undefined: the currency the brand sells in first, and no other. */
  currency: string | undefined
  rate: Rate
  rateText: string
  /** Rates of further currencies, as text, by their codes. */
  otherRates: Readonly<Record<string, string>>
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
  currency: undefined,
  otherRates: {},
  rate: { numerator: 1n, denominator: 1n },
  rateText: '1',
  pendingSeconds: 14 * DAY,
  returnWindow: 90 * DAY,
  excludedCategories: [],
  capPerOrder: undefined,
  floorLimit: 0n,
}

/** All versions of a brand's rules, oldest first; the defaults where there are none. Who named no currency has the first sale's. */
export async function readRules(sql: Database | Transaction, brandId: number): Promise<BrandRules[]> {
  const rows = await sql`
    select r.*, (select currency from sales where brand_id = ${brandId} and currency is not null
      order by order_number limit 1) as "soldIn"
    from (select 1) one left join brand_rules r on r.brand_id = ${brandId} order by from_at, version`
  const rules = rows.map((row) => (row['version'] === null ? { ...DEFAULT_RULES } : rulesFrom(row)))
  const soldIn = rows[0]?.['soldIn'] as string | null | undefined
  if (soldIn) keepCurrency(rules, soldIn)
  return rules
}

/** From its first sale on, who named no currency has that sale's. */
export function keepCurrency(rules: readonly BrandRules[], currency: string): void {
  for (const each of rules) each.currency ??= currency
}

/** The rules in force when a sale was paid; a sale from before the first ones follows these. */
export function rulesAt(rules: readonly BrandRules[], paidAt: Date): BrandRules {
  return rules.findLast(({ fromAt }) => fromAt <= paidAt) ?? rules[0] ?? DEFAULT_RULES
}

/**
 * The rules that a sale follows, with the rate of its currency: those in force when it was paid, or, where they have none for it,
 * the first later ones that do. Undefined where no rules do: nobody said what a point is in that currency.
 */
export function rulesOfSale(
  rules: readonly BrandRules[],
  { paidAt, currency }: { paidAt: Date; currency: string },
): BrandRules | undefined {
  const inForce = rulesAt(rules, paidAt)
  for (const each of [inForce, ...rules.slice(rules.indexOf(inForce) + 1)]) {
    const rate = rateIn(each, currency)
    if (rate) return { ...each, rate }
  }
  return undefined
}

/** Points per 1.00 of a currency. */
export function rateIn({ currency, rate, otherRates }: BrandRules, asked: string): Rate | undefined {
  if (currency === undefined || currency === asked) return rate
  return Object.hasOwn(otherRates, asked) ? parseRate(otherRates[asked] ?? '') : undefined
}

/** `currency` and `otherRates`: as in rules that say nothing of them. */
export type NewRules = Omit<BrandRules, 'version' | 'rate' | 'fromAt' | 'currency' | 'otherRates'> & {
  fromAt?: Date | undefined
  currency?: string | undefined
  otherRates?: Readonly<Record<string, string>> | undefined
}

/** Adds a version; sales paid before it keep the one they had. */
export async function addRules(sql: Transaction, brandId: number, rules: NewRules): Promise<BrandRules> {
  const { rateText, pendingSeconds, returnWindow, excludedCategories, capPerOrder, floorLimit } = rules
  const { currency = null, otherRates = {} } = rules
  const [row] = await sql`
    insert into brand_rules (brand_id, version, from_at, currency, other_rates, rate, pending_seconds, return_window, excluded_categories,
      cap_per_order, floor_limit)
    select ${brandId}, coalesce(max(version), 0) + 1, coalesce(${rules.fromAt?.toISOString() ?? null}::timestamptz, now()),
      ${currency}::text, ${JSON.stringify(otherRates)}::text::jsonb, ${rateText}, ${pendingSeconds}, ${returnWindow}, ${JSON.stringify(excludedCategories)}::text::jsonb, ${capPerOrder ?? null}, ${floorLimit}
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
    currency: (row['currency'] as string | null) ?? undefined,
    otherRates: (row['other_rates'] as Record<string, string> | null) ?? {},
    rate,
    rateText,
    pendingSeconds: row['pending_seconds'] as number,
    returnWindow: row['return_window'] as number,
    excludedCategories: row['excluded_categories'] as string[],
    capPerOrder: (row['cap_per_order'] as bigint | null) ?? undefined,
    floorLimit: row['floor_limit'] as bigint,
  }
}
