import { formatMoney } from '../../../chain/codec/money.ts'
import { formatPoints } from '../../../chain/codec/points.ts'
import { formatTime } from '../../../chain/codec/time.ts'
import type { MovementRow } from '../../graphql/rows.ts'

const columns = [
  'time',
  'kind',
  'points_out',
  'brand_out',
  'points_in',
  'brand_in',
  'value_usd',
  'till',
  'cause',
  'counterpart',
  'order_reference',
  'batch',
  'block',
  'transaction',
] as const

export const csvHead = `${columns.join(',')}\r\n`

export interface CsvNames {
  /** Codes of brands and names of causes by id. */
  brands: ReadonlyMap<number, string>
  causes: ReadonlyMap<number, string>
}

/** One movement as a line of the download; amounts are plain decimals. */
export function csvLine(row: MovementRow, { brands, causes }: CsvNames): string {
  const brand = (id: number | null): string => (id === null ? '' : (brands.get(id) ?? String(id)))
  const cells: Record<(typeof columns)[number], string> = {
    time: formatTime(BigInt(row.time)),
    kind: row.kind,
    points_out: row.outPoints === null ? '' : formatPoints(BigInt(row.outPoints)),
    brand_out: brand(row.outBrandId),
    points_in: row.inPoints === null ? '' : formatPoints(BigInt(row.inPoints)),
    brand_in: brand(row.inBrandId),
    value_usd: row.value === null ? '' : formatMoney(BigInt(row.value)),
    till: brand(row.tillId),
    cause: row.causeId === null ? '' : (causes.get(row.causeId) ?? String(row.causeId)),
    counterpart: row.counterpart ?? '',
    order_reference: row.orderReference ?? '',
    batch: row.sequence ?? '',
    block: row.block,
    transaction: row.tx,
  }
  return `${columns.map((column) => csvCell(cells[column])).join(',')}\r\n`
}

/** A spreadsheet takes text that begins with one of these for a formula: an apostrophe keeps it text. */
function csvCell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
