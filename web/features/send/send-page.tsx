'use client'

import { QrCode as QrIcon, Send } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { EmptyState } from '../../components/empty-state.tsx'
import { Button } from '../../components/ui/button.tsx'
import { Card } from '../../components/ui/card.tsx'
import { Skeleton } from '../../components/ui/skeleton.tsx'
import { FlowProgress } from '../../flows/flow-progress.tsx'
import { useFlow } from '../../flows/use-flow.ts'
import type { MemberAnswer } from '../../graphql/rows.ts'
import { useText } from '../../i18n/provider.tsx'
import { sendText } from '../../messages/send.ts'
import { useMemberData } from '../holdings/use-member-data.ts'
import { SendForm } from './send-form.tsx'

/** Points to somebody else, from the question to the chain. */
export function SendPage({ initial }: { initial: MemberAnswer | undefined }): ReactNode {
  const text = useText(sendText)
  const { data } = useMemberData(initial)
  const flow = useFlow('send')
  if (flow.record) {
    const { points = '', brand = '' } = flow.record.summary
    return (
      <Card>
        <FlowProgress record={flow.record} onDone={flow.dismiss}>
          <p className="text-2xl font-bold tracking-tight">{text.done(points, brand)}</p>
        </FlowProgress>
      </Card>
    )
  }
  if (data === undefined) return <Skeleton className="h-96 rounded-card" />
  return (
    <div className="grid gap-6">
      {data.holdings.length === 0 ? (
        <EmptyState Icon={Send} title={text.empty}>
          <p>{text.emptyText}</p>
        </EmptyState>
      ) : (
        <SendForm data={data} flow={flow} />
      )}
      <div>
        <Button asChild variant="secondary">
          <Link href="/receive" prefetch={false}>
            <QrIcon aria-hidden className="size-5" />
            {text.receive}
          </Link>
        </Button>
      </div>
    </div>
  )
}
