import type { PendingQuery, Row } from 'postgres'
import type { Database, Transaction } from '../database/open-database.ts'

/** Tables whose changed rows are noted beside them, by their number; of other tables each row knows it itself. */
export type NumberedTable = 'members' | 'orders' | 'sales'

/**
 * Changes rows and notes that the journal of the next run has to hold them. `change` is an update that returns `brand_id` and
 * `number`; gives how many rows it changed.
 */
export async function changeUnsaved(
  sql: Database | Transaction,
  table: NumberedTable,
  change: PendingQuery<Row[]>,
): Promise<number> {
  const [row] = await sql`
    with changed as (${change}), noted as (
      insert into unsaved_rows (brand_id, kind, number)
      select brand_id, ${table}::text, number from changed on conflict do nothing)
    select count(*)::int as count from changed`
  return row?.['count'] as number
}
