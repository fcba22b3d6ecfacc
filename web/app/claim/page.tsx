import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { ClaimPage } from '../../features/claim/claim-page.tsx'

export const metadata: Metadata = { title: 'Collect' }

/** What waits is named behind the `#` of the link, which no browser sends: this server learns nothing of it. */
export default function Claim(): ReactNode {
  return <ClaimPage />
}
