import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Transaction } from '../database/open-database.ts'
import type { LedgerKind } from '../ledger/ledger-tables.ts'

/** How rows of each kind are written. `rows` is JSON: an array of objects with the columns named here. */
const WRITES = {
  members: `
    insert into members (brand_id, number, external_id, claim_key, claim_address, account,
      debt, earned, credited, reversed, run)
    select $1, r.number, r.external_id, r.claim_key, r.claim_address, r.account,
      r.debt, r.earned, r.credited, r.reversed, r.run
    from json_to_recordset($2::text::json) as r(number int, external_id text, claim_key text, claim_address text, account text,
      debt bigint, earned bigint, credited bigint, reversed bigint, run int)
    on conflict (brand_id, number) do update set account = excluded.account, debt = excluded.debt,
      earned = excluded.earned, credited = excluded.credited, reversed = excluded.reversed, run = excluded.run`,
  orders: `
    insert into orders (brand_id, number, provider, shop, order_id, member, reference, salt, date,
      original, remaining, earned, taken, positions, run, seen_run)
    select $1, r.number, r.provider, r.shop, r.order_id, r.member, r.reference, r.salt, r.date,
      r.original, r.remaining, r.earned, r.taken, r.positions, r.run, r.seen_run
    from json_to_recordset($2::text::json) as r(number int, provider text, shop text, order_id text, member int,
      reference text, salt text, date text,
      original bigint, remaining bigint, earned bigint, taken bigint, positions int, run int, seen_run int)
    on conflict (brand_id, number) do update set original = excluded.original, remaining = excluded.remaining,
      earned = excluded.earned, taken = excluded.taken, positions = excluded.positions,
      run = excluded.run, seen_run = excluded.seen_run`,
  linesTaken: `
    update order_lines l set remaining = r.l
    from json_to_recordset($2::text::json) as r(o int, p int, l bigint)
    where l.brand_id = $1 and l.order_number = r.o and l.position = r.p`,
  linesSeen: `
    update order_lines l set seen_run = r.r
    from json_to_recordset($2::text::json) as r(o int, p int, r int)
    where l.brand_id = $1 and l.order_number = r.o and l.position = r.p`,
  batches: `
    insert into batches (brand_id, sequence, run, root, return_window, points)
    select $1, r.sequence, r.run, r.root, r.return_window, r.points
    from json_to_recordset($2::text::json) as r(sequence bigint, run int, root text, return_window int, points bigint)`,
  batchCredits: `
    insert into batch_credits (brand_id, sequence, position, address, points)
    select $1, r.sequence, r.position, r.address, r.points
    from json_to_recordset($2::text::json) as r(sequence bigint, position int, address text, points bigint)`,
  orderCredits: `
    insert into order_credits (brand_id, order_number, sequence, address, points)
    select $1, r.order_number, r.sequence, r.address, r.points
    from json_to_recordset($2::text::json) as r(order_number int, sequence bigint, address text, points bigint)`,
  orderCreditsReversed: `
    update order_credits c set reversed = r.reversed
    from json_to_recordset($2::text::json) as r(order_number int, sequence bigint, reversed bigint)
    where c.brand_id = $1 and c.order_number = r.order_number and c.sequence = r.sequence`,
  batchCreditsAsked: `
    update batch_credits c set asked = greatest(c.asked, r.asked)
    from json_to_recordset($2::text::json) as r(sequence bigint, address text, asked bigint)
    where c.brand_id = $1 and c.sequence = r.sequence and c.address = r.address`,
} as const

export type JsonKind = keyof typeof WRITES

/** `lines` go in as the text of a COPY, a run and its transactions as they were stored, what shops told as text of JSON. */
export type RowKind = JsonKind | LedgerKind | 'lines' | 'run' | 'transaction'

export type Row = Record<string, string | number | bigint | null>

/** Where rows go besides the database, so that they can be written again after a backup was restored. */
export type RowJournal = (kind: RowKind, rows: string) => void

/** Writes many rows of a brand in one statement. */
export async function writeRows(
  transaction: Transaction,
  { brandId, kind, rows, journal }: { brandId: number; kind: JsonKind; rows: Row[]; journal?: RowJournal | undefined },
): Promise<void> {
  if (rows.length === 0) return
  const text = JSON.stringify(rows, bigintAsText)
  journal?.(kind, text)
  await writeRowsText(transaction, { brandId, kind, rows: text })
}

/** The same for rows that are JSON already: what a journal holds. */
export async function writeRowsText(
  transaction: Transaction,
  { brandId, kind, rows }: { brandId: number; kind: JsonKind; rows: string },
): Promise<void> {
  await transaction.unsafe(WRITES[kind], [BigInt(brandId), rows], { prepare: true })
}

/** Points to take back of credits, in total; read back so that the journal can state them as totals too. */
export async function readAsked(transaction: Transaction, brandId: number, rows: Row[]): Promise<Row[]> {
  const found = await transaction`
    select c.sequence, c.address, c.asked + r.points as asked
    from json_to_recordset(${JSON.stringify(rows, bigintAsText)}::text::json) as r(sequence bigint, address text, points bigint)
    join batch_credits c on c.brand_id = ${brandId} and c.sequence = r.sequence and c.address = r.address`
  return found.map((row) => ({ ...row }) as Row)
}

/** Adds order lines, given as text of a COPY with all columns. */
export async function copyLines(transaction: Transaction, text: string, journal?: RowJournal): Promise<void> {
  if (text === '') return
  journal?.('lines', JSON.stringify(text))
  const columns = 'brand_id, order_number, position, item, quantity, remaining, price, digest, run, seen_run'
  const writable = await transaction.unsafe(`copy order_lines (${columns}) from stdin`).writable()
  await pipeline(Readable.from([text]), writable)
}

export function isJsonKind(kind: string): kind is JsonKind {
  return kind in WRITES
}

function bigintAsText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}
