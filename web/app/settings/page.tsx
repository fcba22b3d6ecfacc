import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PageHeader } from '../../components/page-header.tsx'
import { SettingsPage } from '../../features/settings/settings-page.tsx'
import { settingsText } from '../../messages/settings.ts'
import { readPreferences } from '../../server/preferences.ts'
import { requireMember } from '../../server/require-member.ts'

export const metadata: Metadata = { title: 'Settings' }

export default async function Settings(): Promise<ReactNode> {
  await requireMember('/settings')
  const text = settingsText[(await readPreferences()).locale]
  return (
    <>
      <PageHeader title={text.title} />
      <SettingsPage />
    </>
  )
}
