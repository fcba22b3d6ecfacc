'use client'

import { BellOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { EmptyState } from '../../components/empty-state.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import { Skeleton } from '../../components/ui/skeleton.tsx'
import type { MemberAnswer } from '../../graphql/rows.ts'
import { useText } from '../../i18n/provider.tsx'
import { noticesText } from '../../messages/notices.ts'
import { useMemberData } from '../holdings/use-member-data.ts'
import { useAccountState } from '../safety/use-account-state.ts'
import { NoticeCard } from './notice-card.tsx'
import { noticesOf } from './notices-of.ts'
import { PushSwitch } from './push-switch.tsx'

/** What touches the member soon, and whether this browser tells of it. */
export function NoticesPage({ initial, pushKey }: { initial: MemberAnswer | undefined; pushKey: string }): ReactNode {
  const text = useText(noticesText)
  const { data, failed } = useMemberData(initial)
  const pending = useAccountState().answer?.state?.recovery.pending
  const notices = data && noticesOf({ ...data, recoveryDueAt: pending && BigInt(pending.dueAt) })
  return (
    <div className="grid gap-6">
      {failed && (
        <Notice tone="warn" alert>
          {text.failed}
        </Notice>
      )}
      {notices === undefined ? (
        !failed && <Skeleton className="h-40 rounded-card" />
      ) : notices.length === 0 ? (
        <EmptyState Icon={BellOff} title={text.emptyTitle}>
          <p>{text.emptyText}</p>
        </EmptyState>
      ) : (
        <ul className="grid gap-4">
          {notices.map((notice) => (
            <li key={notice.id}>
              <NoticeCard notice={notice} now={data?.now ?? 0n} />
            </li>
          ))}
        </ul>
      )}
      <PushSwitch pushKey={pushKey} />
    </div>
  )
}
