import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PageHeader } from '../../components/page-header.tsx'
import { RecoverAccount } from '../../features/safety/recover-account.tsx'
import { safetyText } from '../../messages/safety.ts'
import { readPreferences } from '../../server/preferences.ts'

export const metadata: Metadata = { title: 'Ask for an account' }

/** For people who are named as recovery; nobody needs to be signed in. */
export default async function RecoverPage(): Promise<ReactNode> {
  const text = safetyText[(await readPreferences()).locale]
  return (
    <>
      <PageHeader title={text.recoverTitle}>{text.recoverText}</PageHeader>
      <RecoverAccount />
    </>
  )
}
