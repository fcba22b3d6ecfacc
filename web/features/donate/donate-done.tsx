'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { ask } from '../../browser/api.ts'
import { Button } from '../../components/ui/button.tsx'
import { Card } from '../../components/ui/card.tsx'
import { FlowProgress } from '../../flows/flow-progress.tsx'
import type { FlowRecord } from '../../flows/flow-record.ts'
import type { Items, MovementRow } from '../../graphql/rows.ts'
import { useText } from '../../i18n/provider.tsx'
import { donateText } from '../../messages/donate.ts'

/** How giving goes, and the way to its receipt. */
export function DonateDone({ record, onDone }: { record: FlowRecord; onDone: () => void }): ReactNode {
  const text = useText(donateText)
  const tx = record.parts[0]?.transaction
  const { data } = useQuery({
    queryKey: ['donation-of', tx],
    queryFn: () =>
      ask<{ movements: Items<MovementRow> }>('MovementsOfTransaction', { member: record.account.toLowerCase(), tx }),
    enabled: tx !== undefined && record.state === 'shown',
  })
  const receipt = data?.movements.items.find((row) => row.kind === 'donated')
  return (
    <Card>
      <FlowProgress record={record} onDone={onDone}>
        <p className="text-2xl font-bold tracking-tight">
          {text.thanks(record.summary.amount ?? '', record.summary.cause ?? '')}
        </p>
        <p className="flex flex-wrap gap-2">
          {receipt && (
            <Button asChild variant="secondary">
              <Link href={`/giving/${encodeURIComponent(receipt.id)}`}>{text.toReceipt}</Link>
            </Button>
          )}
          <Button asChild variant="quiet">
            <Link href="/giving">{text.toGiving}</Link>
          </Button>
        </p>
      </FlowProgress>
    </Card>
  )
}
