import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PageHeader } from '../../components/page-header.tsx'
import { SendPage } from '../../features/send/send-page.tsx'
import { sendText } from '../../messages/send.ts'
import { memberAnswer } from '../../server/member-answer.ts'
import { readPreferences } from '../../server/preferences.ts'
import { requireMember } from '../../server/require-member.ts'

export const metadata: Metadata = { title: 'Send' }

export default async function Page(): Promise<ReactNode> {
  const member = await requireMember('/send')
  const text = sendText[(await readPreferences()).locale]
  return (
    <>
      <PageHeader title={text.title}>{text.lead}</PageHeader>
      <SendPage initial={await memberAnswer(member)} />
    </>
  )
}
