import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PageHeader } from '../../components/page-header.tsx'
import { NoticesPage } from '../../features/notices/notices-page.tsx'
import { noticesText } from '../../messages/notices.ts'
import { readPortalEnv } from '../../server/env.ts'
import { memberAnswer } from '../../server/member-answer.ts'
import { readPreferences } from '../../server/preferences.ts'
import { pushKeys } from '../../server/push-keys.ts'
import { requireMember } from '../../server/require-member.ts'

export const metadata: Metadata = { title: 'Notices' }

export default async function Page(): Promise<ReactNode> {
  const member = await requireMember('/notices')
  const text = noticesText[(await readPreferences()).locale]
  const [initial, { publicKey }] = await Promise.all([memberAnswer(member), pushKeys(readPortalEnv().home)])
  return (
    <>
      <PageHeader title={text.title}>{text.lead}</PageHeader>
      <NoticesPage initial={initial} pushKey={publicKey} />
    </>
  )
}
