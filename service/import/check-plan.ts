import { formatDecimal, MONEY_DECIMALS } from '../../loyalty/decimal.ts'
import type { Transaction } from '../database/open-database.ts'
import type { Plan } from './plan-import.ts'

/** Adds everything up a second way before anything is committed: lines and values of the file, and points of the batches. */
export async function checkPlan(sql: Transaction, brandId: number, { book, run }: Plan): Promise<void> {
  const { counts, book: rule } = book
  const { totals } = rule
  const skipped = Object.values(counts.skipped).reduce((sum, count) => sum + count, 0)
  agree('lines', counts.lines, skipped + counts.alreadyImported + counts.added)
  const [stored] = await sql`
    select count(*)::int as lines, coalesce(sum(quantity * price), 0)::numeric::text as value from order_lines
    where brand_id = ${brandId} and run = ${run}`
  agree('lines stored', stored?.['lines'] as number, counts.added)
  agreeValue('values stored', BigInt(stored?.['value'] as string), totals.salesValue + totals.returnsValue)
  agreeValue(
    'values',
    counts.fileValue,
    totals.salesValue + totals.returnsValue + counts.skippedValue + counts.alreadyValue,
  )
  agree('points earned', totals.earned, totals.credited + totals.repaid)
  const [minted] = await sql`
    select coalesce(sum(c.points), 0)::bigint as points from batch_credits c
    join batches b on b.brand_id = c.brand_id and b.sequence = c.sequence
    where b.brand_id = ${brandId} and b.run = ${run}`
  agree('points of the batches', minted?.['points'] as bigint, totals.credited - (totals.reversed - book.asked))
}

function agree(what: string, one: bigint | number, other: bigint | number): void {
  if (one !== other)
    throw new Error(`The ${what} do not add up: ${one} and ${other}. Nothing was imported; please report this.`)
}

function agreeValue(what: string, one: bigint, other: bigint): void {
  const text = (value: bigint) => formatDecimal(value, MONEY_DECIMALS)
  if (one !== other)
    throw new Error(
      `The ${what} do not add up: ${text(one)} and ${text(other)}. Nothing was imported; please report this.`,
    )
}
