import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PageHeader } from '../../components/page-header.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import { Devices } from '../../features/safety/devices.tsx'
import { Recovery } from '../../features/safety/recovery.tsx'
import { Sessions } from '../../features/safety/sessions.tsx'
import { SpendLock } from '../../features/safety/spend-lock.tsx'
import { safetyText } from '../../messages/safety.ts'
import { readPreferences } from '../../server/preferences.ts'
import { requireMember } from '../../server/require-member.ts'

export const metadata: Metadata = { title: 'Safety' }

export default async function SafetyPage(): Promise<ReactNode> {
  const { kind } = await requireMember('/safety')
  const text = safetyText[(await readPreferences()).locale]
  return (
    <>
      <PageHeader title={text.title}>{text.lead}</PageHeader>
      <div className="grid gap-6">
        <p className="text-sm text-soft">{text.needsPoints}</p>
        <SpendLock />
        {kind === 'passkey' ? (
          <>
            <Devices />
            <Recovery />
          </>
        ) : (
          <Notice>{text.walletOnly}</Notice>
        )}
        <Sessions />
      </div>
    </>
  )
}
