'use client'

import { Download, FileText, ScrollText, SearchX } from 'lucide-react'
import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import { EmptyState } from '../../components/empty-state.tsx'
import { Button } from '../../components/ui/button.tsx'
import { Card } from '../../components/ui/card.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import { Skeleton } from '../../components/ui/skeleton.tsx'
import type { MemberAnswer } from '../../graphql/rows.ts'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { common } from '../../messages/common.ts'
import { historyText } from '../../messages/history.ts'
import { type MemberData, useMemberData } from '../holdings/use-member-data.ts'
import { ActivityFilters } from './activity-filters.tsx'
import { type MovementChoice, yearOf } from './movement-groups.ts'
import { MovementLine } from './movement-line.tsx'
import { OpenFlows } from './open-flows.tsx'
import type { ActivityAnswer } from './activity-page.ts'
import { useActivity } from './use-activity.ts'

interface ActivityProps {
  member: MemberAnswer | undefined
  initial: ActivityAnswer | undefined
}

/** Every movement of a member, with filters and downloads. */
export function Activity({ member, initial }: ActivityProps): ReactNode {
  const { data } = useMemberData(member)
  const [choice, setChoice] = useState<MovementChoice>({})
  const years = data === undefined ? [] : yearsBetween(member?.member?.firstSeenAt, data.now)
  return (
    <div className="grid gap-6">
      <OpenFlows />
      <ActivityFilters choice={choice} brands={data?.brands ?? []} years={years} onChange={setChoice} />
      <ActivityPages choice={choice} initial={initial} data={data} onReset={() => setChoice({})} />
      <Downloads choice={choice} />
    </div>
  )
}

function yearsBetween(firstSeenAt: string | undefined, now: bigint): number[] {
  const [first, last] = [yearOf(BigInt(firstSeenAt ?? now)), yearOf(now)]
  return Array.from({ length: last - first + 1 }, (_, ago) => last - ago)
}

function Downloads({ choice: { group, brandId, year } }: { choice: MovementChoice }): ReactNode {
  const text = useText(historyText)
  const query = new URLSearchParams({
    ...(group === undefined ? {} : { group }),
    ...(brandId === undefined ? {} : { brand: String(brandId) }),
    ...(year === undefined ? {} : { year: String(year) }),
  })
  return (
    <div className="flex flex-wrap gap-3">
      <Button asChild variant="secondary">
        <a href={`/api/activity/csv?${query.toString()}`} download>
          <Download aria-hidden className="size-5" />
          {text.csv}
        </a>
      </Button>
      <Button asChild variant="secondary">
        <Link href={year === undefined ? '/statement' : `/statement?year=${year}`} prefetch={false}>
          <FileText aria-hidden className="size-5" />
          {text.statement}
        </Link>
      </Button>
    </div>
  )
}

interface ActivityPagesProps {
  choice: MovementChoice
  initial: ActivityAnswer | undefined
  data: MemberData | undefined
  onReset: () => void
}

function ActivityPages({ choice, initial, data: known, onReset }: ActivityPagesProps): ReactNode {
  const text = useText(historyText)
  const buttons = useText(common)
  const format = useFormat()
  const { data, isError, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useActivity(choice, initial)
  if (data === undefined || known === undefined) {
    if (!isError) return <LoadingLines label={buttons.loading} />
    return (
      <Notice tone="bad" alert>
        <p>{text.failed}</p>
        <Button size="small" variant="secondary" onClick={() => void refetch()}>
          {buttons.again}
        </Button>
      </Notice>
    )
  }
  const rows = data.pages.flatMap(({ movements }) => movements.items)
  if (rows.length === 0)
    return <NoRows filtered={Object.values(choice).some((value) => value !== undefined)} onReset={onReset} />
  return (
    <Card className="py-2 sm:py-2">
      <p role="status" className="pt-3 text-sm text-soft">
        {text.count(format.count(data.pages[0]?.movements.totalCount ?? rows.length))}
      </p>
      <ul className="divide-y divide-line">
        {rows.map((row) => (
          <MovementLine key={row.id} row={row} data={known} />
        ))}
      </ul>
      {hasNextPage && (
        <div className="py-3">
          <Button variant="secondary" wide disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {isFetchingNextPage ? buttons.loading : text.more}
          </Button>
        </div>
      )}
    </Card>
  )
}

function LoadingLines({ label }: { label: string }): ReactNode {
  return (
    <div role="status" aria-label={label} className="grid gap-3">
      {[0, 1, 2, 3].map((line) => (
        <Skeleton key={line} className="h-20" />
      ))}
    </div>
  )
}

function NoRows({ filtered, onReset }: { filtered: boolean; onReset: () => void }): ReactNode {
  const text = useText(historyText)
  if (!filtered) {
    return (
      <EmptyState Icon={ScrollText} title={text.emptyTitle}>
        <p>{text.emptyText}</p>
      </EmptyState>
    )
  }
  return (
    <EmptyState Icon={SearchX} title={text.noneTitle}>
      <p>{text.noneText}</p>
      <Button variant="secondary" onClick={onReset}>
        {text.all}
      </Button>
    </EmptyState>
  )
}
