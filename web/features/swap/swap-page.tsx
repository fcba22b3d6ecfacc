'use client'

import { ArrowLeftRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { EmptyState } from '../../components/empty-state.tsx'
import { Card } from '../../components/ui/card.tsx'
import { Skeleton } from '../../components/ui/skeleton.tsx'
import { FlowProgress } from '../../flows/flow-progress.tsx'
import { useFlow } from '../../flows/use-flow.ts'
import type { MemberAnswer } from '../../graphql/rows.ts'
import { useText } from '../../i18n/provider.tsx'
import { swapText } from '../../messages/swap.ts'
import { useMemberData } from '../holdings/use-member-data.ts'
import { SwapForm } from './swap-form.tsx'

interface SwapPageProps {
  initial: MemberAnswer | undefined
  /** Brand code to begin with, and whether all of it. */
  from: string | undefined
  all: boolean
}

export function SwapPage({ initial, from, all }: SwapPageProps): ReactNode {
  const text = useText(swapText)
  const { data } = useMemberData(initial)
  const flow = useFlow('swap')
  if (flow.record) {
    const { give = '', fromName = '', get = '', toName = '' } = flow.record.summary
    return (
      <Card>
        <FlowProgress record={flow.record} onDone={flow.dismiss}>
          <p className="text-2xl font-bold tracking-tight">{text.done(give, fromName, get, toName)}</p>
        </FlowProgress>
      </Card>
    )
  }
  if (data === undefined) return <Skeleton className="h-96 rounded-card" />
  if (data.holdings.length === 0) {
    return (
      <EmptyState Icon={ArrowLeftRight} title={text.empty}>
        <p>{text.emptyText}</p>
      </EmptyState>
    )
  }
  return <SwapForm data={data} flow={flow} from={from} all={all} />
}
