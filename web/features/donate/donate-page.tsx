'use client'

import { HandHeart } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { EmptyState } from '../../components/empty-state.tsx'
import { Skeleton } from '../../components/ui/skeleton.tsx'
import { useFlow } from '../../flows/use-flow.ts'
import type { CauseRow, MemberAnswer } from '../../graphql/rows.ts'
import { useText } from '../../i18n/provider.tsx'
import { donateText } from '../../messages/donate.ts'
import { useMemberData } from '../holdings/use-member-data.ts'
import { CausePicker } from './cause-picker.tsx'
import { DonateDone } from './donate-done.tsx'
import { DonateForm } from './donate-form.tsx'

interface DonatePageProps {
  initial: MemberAnswer | undefined
  causes: readonly CauseRow[]
  /** Brand code to begin with. */
  from: string | undefined
}

export function DonatePage({ initial, causes, from }: DonatePageProps): ReactNode {
  const text = useText(donateText)
  const { data } = useMemberData(initial)
  const flow = useFlow('donate')
  const active = causes.filter((cause) => cause.active)
  const [causeId, setCauseId] = useState<number | undefined>(active.length === 1 ? active[0]?.id : undefined)
  const cause = causes.find(({ id }) => id === causeId)
  if (flow.record) return <DonateDone record={flow.record} onDone={flow.dismiss} />
  if (causes.length === 0) {
    return (
      <EmptyState Icon={HandHeart} title={text.noCauses}>
        <p>{text.noCausesText}</p>
      </EmptyState>
    )
  }
  return (
    <div className="grid gap-6">
      <CausePicker causes={causes} chosen={causeId} onChoose={setCauseId} />
      {data === undefined ? (
        <Skeleton className="h-48 rounded-card" />
      ) : data.holdings.length === 0 ? (
        <EmptyState Icon={HandHeart} title={text.empty}>
          <p>{text.emptyText}</p>
        </EmptyState>
      ) : (
        <DonateForm data={data} flow={flow} cause={cause} from={from} />
      )}
    </div>
  )
}
