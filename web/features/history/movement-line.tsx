'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { AddressText } from '../../components/address-text.tsx'
import type { MovementRow } from '../../graphql/rows.ts'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { historyText } from '../../messages/history.ts'
import { MovementItem } from '../activity/movement-item.tsx'
import type { MemberData } from '../holdings/use-member-data.ts'
import { receiptLink } from './movement-link.ts'

const linkLook = 'inline-flex min-h-9 items-center font-medium text-leaf-strong underline underline-offset-4'

/** One movement with its remarks and the way to its proof. */
export function MovementLine({ row, data }: { row: MovementRow; data: MemberData }): ReactNode {
  const text = useText(historyText)
  const receipt = receiptLink(row)
  const counterpart = row.kind === 'sent' || row.kind === 'received' ? row.counterpart : null
  return (
    <MovementItem row={row} brands={data.brands} causeNames={data.causeNames}>
      {counterpart !== null && (
        <p className="text-sm text-soft">
          {row.kind === 'sent' ? text.to : text.from} <AddressText value={counterpart} />
        </p>
      )}
      <MovementRemarks row={row} />
      <p className="flex flex-wrap gap-x-4 text-sm">
        {receipt !== undefined && (
          <Link href={receipt} prefetch={false} className={linkLook}>
            {text.receipt}
          </Link>
        )}
        <Link href={`/tx/${row.tx}`} prefetch={false} className={linkLook}>
          {text.details}
        </Link>
      </p>
    </MovementItem>
  )
}

function MovementRemarks({ row: { short, lapsed } }: { row: MovementRow }): ReactNode {
  const text = useText(historyText)
  const format = useFormat()
  return (
    <>
      {short !== null && short !== '0' && (
        <p className="text-sm text-warn">{text.short(format.points(BigInt(short)))}</p>
      )}
      {lapsed !== null && lapsed !== '0' && (
        <p className="text-sm text-warn">{text.lapsed(format.money(BigInt(lapsed)))}</p>
      )}
    </>
  )
}
