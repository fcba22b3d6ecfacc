import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PageHeader } from '../../components/page-header.tsx'
import { LinkDevice } from '../../features/safety/link-device.tsx'
import { safetyText } from '../../messages/safety.ts'
import { readPreferences } from '../../server/preferences.ts'

export const metadata: Metadata = { title: 'Add this device' }

/** Opened on a device that is to be added; nobody is signed in here. */
export default async function LinkPage(): Promise<ReactNode> {
  const text = safetyText[(await readPreferences()).locale]
  return (
    <>
      <PageHeader title={text.linkTitle}>{text.linkText}</PageHeader>
      <LinkDevice />
    </>
  )
}
