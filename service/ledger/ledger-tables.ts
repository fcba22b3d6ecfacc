import type { Transaction } from '../database/open-database.ts'

type Table = {
  table: string
  key: readonly string[]
  columns: readonly string[]
  /** Its rows' number, where `unsaved_rows` tells which of them changed; else a column `unsaved` does. */
  numbered?: string
}

/** Tables whose rows a run's journal holds whole, with their keys. A row written again replaces what was there. */
const TABLES = {
  shopMembers: {
    table: 'members',
    key: ['brand_id', 'number'],
    columns: [
      ...['external_id', 'claim_key', 'claim_address', 'account', 'debt', 'earned', 'credited', 'reversed', 'run'],
    ],
    numbered: 'number',
  },
  shopOrders: {
    table: 'orders',
    key: ['brand_id', 'number'],
    columns: [
      ...['provider', 'shop', 'order_id', 'member', 'reference', 'salt', 'date', 'original', 'remaining', 'earned'],
      ...['taken', 'positions', 'run', 'seen_run'],
    ],
    numbered: 'number',
  },
  sales: {
    table: 'sales',
    key: ['brand_id', 'order_number'],
    columns: [
      ...['digest', 'version', 'told_at', 'revision', 'paid_at', 'currency', 'channel', 'location', 'staff', 'total'],
      ...['tender', 'lines', 'breakdown', 'rule_version', 'return_window', 'matures_at', 'cancelled', 'cancel_version'],
      ...['refund_list', 'refund_list_version', 'outside', 'kept', 'given', 'refund_share'],
      ...['refund_done', 'refund_retry_at'],
    ],
    numbered: 'order_number',
  },
  salePayments: {
    table: 'sale_payments',
    key: ['brand_id', 'provider', 'shop', 'payment_id'],
    columns: ['order_number', 'unsaved'],
  },
  returns: {
    table: 'returns',
    key: ['brand_id', 'provider', 'shop', 'refund_id'],
    columns: [
      ...[
        'order_number',
        'payment_id',
        'happened_at',
        'known',
        'amount',
        'currency',
        'basis',
        'whole',
        'lines',
        'undone',
        'staff',
      ],
      'unsaved',
    ],
  },
  identifiers: { table: 'identifiers', key: ['brand_id', 'kind', 'hash'], columns: ['member', 'unsaved'] },
  brandRules: {
    table: 'brand_rules',
    key: ['brand_id', 'version'],
    columns: [
      ...['from_at', 'rate', 'pending_seconds', 'return_window', 'excluded_categories', 'cap_per_order'],
      ...['floor_limit', 'currency', 'other_rates', 'unsaved'],
    ],
  },
} as const satisfies Record<string, Table>

export type LedgerTable = keyof typeof TABLES

/** What of `LedgerTable` and the ledger itself a journal may hold. */
export type LedgerKind = LedgerTable | 'ledger'

export const isLedgerKind = (kind: string): kind is LedgerKind => kind in TABLES || kind === 'ledger'

export type LedgerRow = Record<string, unknown>

/** Writes whole rows, in one statement, for the next run's journal; what is there under the same key is replaced. */
export async function writeTable(sql: Transaction, kind: LedgerTable, rows: LedgerRow[]): Promise<void> {
  if (rows.length === 0) return
  const { table, numbered }: Table = TABLES[kind]
  const write = writing(kind)
  const noting =
    numbered === undefined
      ? write
      : `with written as (${write} returning brand_id, ${numbered} as number)
         insert into unsaved_rows (brand_id, kind, number) select brand_id, '${table}', number from written
         on conflict do nothing`
  await sql.unsafe(noting, [textOf(rows)], { prepare: true })
}

function writing(kind: LedgerTable): string {
  const { table, key, columns } = TABLES[kind]
  const all = [...key, ...columns].join(', ')
  const changes = columns.map((column) => `${column} = excluded.${column}`).join(', ')
  return `insert into ${table} (${all}) select ${all} from json_populate_recordset(null::${table}, $1::text::json)
     on conflict (${key.join(', ')}) do update set ${changes}`
}

const LEDGER_COLUMNS = 'brand_id, member, kind, points, order_number, sequence, source, detail, happened_at'

/** Adds entries to the ledger. One that is there already is a mistake, not a repetition: the inbox sees to those. */
export async function writeLedger(sql: Transaction, rows: LedgerRow[]): Promise<void> {
  if (rows.length === 0) return
  const written = await insertLedger(sql, textOf(rows))
  if (written !== rows.length) {
    throw new Error(`${rows.length - written} entries of the ledger were to be booked twice. Nothing was booked.`)
  }
}

async function insertLedger(sql: Transaction, rows: string): Promise<number> {
  const result = await sql.unsafe(
    `insert into ledger (${LEDGER_COLUMNS})
     select ${LEDGER_COLUMNS} from json_populate_recordset(null::ledger, $1::text::json) on conflict do nothing`,
    [rows],
    { prepare: true },
  )
  return result.count
}

/** Writes rows of a journal again. */
export async function replayLedgerRows(sql: Transaction, kind: LedgerKind, rows: string): Promise<void> {
  if (kind === 'ledger') await insertLedger(sql, rows)
  else await sql.unsafe(writing(kind), [rows], { prepare: true })
}

/** Hands every row that changed since the last run to the journal of this one, as text: no amount passes through a float. */
export async function journalChanges(
  sql: Transaction,
  brandId: number,
  journal: (kind: LedgerKind, rows: string) => void,
): Promise<void> {
  for (const kind of Object.keys(TABLES) as LedgerTable[]) {
    const found = await sql.unsafe(taking(TABLES[kind]), [BigInt(brandId)], { prepare: true })
    const rows = found[0]?.['rows'] as string | null
    if (rows !== null) journal(kind, JSON.stringify(rows))
  }
  const [entries] = await sql`
    select json_agg(l order by entry)::text as rows, max(entry)::bigint as last from ledger l
    where brand_id = ${brandId} and entry > (select ledger_saved_to from brands where brand_id = ${brandId})`
  if (!entries || entries['rows'] === null) return
  journal('ledger', JSON.stringify(entries['rows']))
  await sql`update brands set ledger_saved_to = ${entries['last'] as bigint} where brand_id = ${brandId}`
}

/** What was noted is looked up by its numbers: an array is, whatever the planner believes of its length. */
const taking = ({ table, numbered }: Table): string =>
  numbered === undefined
    ? `with saved as (update ${table} set unsaved = false where brand_id = $1 and unsaved returning *)
       select json_agg(saved)::text as rows from saved`
    : `with noted as (delete from unsaved_rows where brand_id = $1 and kind = '${table}' returning number)
       select json_agg(changed)::text as rows from ${table} changed
       where brand_id = $1 and ${numbered} = any((select array_agg(number) from noted)::int[])`

function textOf(rows: LedgerRow[]): string {
  return JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
}
