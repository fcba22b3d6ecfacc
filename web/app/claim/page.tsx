import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PageHeader } from '../../components/page-header.tsx'
import { ClaimPage } from '../../features/claim/claim-page.tsx'
import { claimText } from '../../messages/claim.ts'
import { readPreferences } from '../../server/preferences.ts'

export const metadata: Metadata = { title: 'Collect' }

/** What waits is named behind the `#` of the link, which no browser sends: this server learns nothing of it. */
export default async function Claim(): Promise<ReactNode> {
  const text = claimText[(await readPreferences()).locale]
  return (
    <>
      <PageHeader title={text.title}>
        <p>{text.lead}</p>
      </PageHeader>
      <ClaimPage />
    </>
  )
}
