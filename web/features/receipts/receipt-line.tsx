import Link from 'next/link'
import type { ReactNode } from 'react'
import { BrandMark } from '../../components/brand-mark.tsx'
import type { MovementRow } from '../../graphql/rows.ts'
import type { Formatter } from '../../i18n/formatter.ts'
import type { receiptsText } from '../../messages/receipts.ts'
import type { Brand } from '../holdings/brand.ts'

interface ReceiptLineProps {
  row: MovementRow
  brands: ReadonlyMap<number, Brand>
  text: (typeof receiptsText)['en']
  format: Formatter
}

/** A receipt in the list: where, when, how much. */
export function ReceiptLine({ row, brands, text, format }: ReceiptLineProps): ReactNode {
  const place = brands.get((row.kind === 'earned' ? row.inBrandId : row.tillId) ?? 0)
  const points =
    row.kind === 'earned'
      ? `+${format.points(BigInt(row.inPoints ?? 0))}`
      : `−${format.points(BigInt(row.outPoints ?? 0))}`
  return (
    <li>
      <Link
        href={`/receipts/${row.id}`}
        prefetch={false}
        className="flex min-h-16 items-center gap-3 rounded-2xl px-2 py-2 hover:bg-sunken"
      >
        <BrandMark code={place?.code ?? ''} name={place?.name ?? '?'} />
        <span className="min-w-0 flex-1">
          <span className="block font-medium break-words">{place?.name}</span>
          <span className="block text-sm text-soft">
            {row.kind === 'earned' ? text.earnedTitle : text.paidTitle} · {format.date(BigInt(row.time))}
          </span>
        </span>
        <bdi className="tabular shrink-0 font-semibold">{points}</bdi>
      </Link>
    </li>
  )
}
