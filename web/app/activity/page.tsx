import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PageHeader } from '../../components/page-header.tsx'
import { Activity } from '../../features/history/activity.tsx'
import { activityAnswer } from '../../server/activity-answer.ts'
import { historyText } from '../../messages/history.ts'
import { memberAnswer } from '../../server/member-answer.ts'
import { readPreferences } from '../../server/preferences.ts'
import { requireMember } from '../../server/require-member.ts'

export const metadata: Metadata = { title: 'Activity' }

export default async function ActivityPage(): Promise<ReactNode> {
  const member = await requireMember('/activity')
  const text = historyText[(await readPreferences()).locale]
  const [known, initial] = await Promise.all([memberAnswer(member), activityAnswer(member)])
  return (
    <>
      <PageHeader title={text.title}>{text.lead}</PageHeader>
      <Activity member={known} initial={initial} />
    </>
  )
}
