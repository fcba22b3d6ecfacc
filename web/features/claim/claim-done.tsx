'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { Button } from '../../components/ui/button.tsx'
import { Card } from '../../components/ui/card.tsx'
import { FlowProgress } from '../../flows/flow-progress.tsx'
import type { FlowRecord } from '../../flows/flow-record.ts'
import { useText } from '../../i18n/provider.tsx'
import { claimText } from '../../messages/claim.ts'

/** How collecting goes, and where to go from there. */
export function ClaimDone({ record, onDone }: { record: FlowRecord; onDone: () => void }): ReactNode {
  const text = useText(claimText)
  const router = useRouter()
  const leave = (): void => {
    onDone()
    if (record.state === 'shown') router.push('/')
  }
  return (
    <Card>
      <FlowProgress record={record} onDone={leave} doneLabel={text.toHome}>
        <p className="text-2xl font-bold tracking-tight">{text.done(record.summary.worth ?? '')}</p>
        <p>
          <Button asChild variant="secondary">
            <Link href="/swap" onClick={onDone}>
              {text.swapSome}
            </Link>
          </Button>
        </p>
      </FlowProgress>
    </Card>
  )
}
