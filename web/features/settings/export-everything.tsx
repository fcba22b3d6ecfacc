'use client'

import { Download } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '../../components/ui/button.tsx'
import { Card, CardTitle } from '../../components/ui/card.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import { usePreferences, useText } from '../../i18n/provider.tsx'
import { settingsText } from '../../messages/settings.ts'
import { useSignedIn } from '../session/member-provider.tsx'
import { collectEverything } from './collect-everything.ts'

export function ExportEverything(): ReactNode {
  const text = useText(settingsText)
  const { account } = useSignedIn()
  const { preferences } = usePreferences()
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')
  const download = async (): Promise<void> => {
    setState('busy')
    try {
      const everything = await collectEverything(account, preferences)
      const file = new Blob([JSON.stringify(everything, null, 2)], { type: 'application/json' })
      const link = Object.assign(document.createElement('a'), {
        href: URL.createObjectURL(file),
        download: 'openpoints.json',
      })
      link.click()
      URL.revokeObjectURL(link.href)
      setState('idle')
    } catch (error) {
      console.warn('The export failed:', error)
      setState('failed')
    }
  }
  return (
    <Card className="grid gap-4">
      <CardTitle>{text.export}</CardTitle>
      <p className="text-sm text-soft">{text.exportText}</p>
      <Button variant="secondary" disabled={state === 'busy'} onClick={() => void download()}>
        <Download aria-hidden className="size-5" />
        {state === 'busy' ? text.downloading : text.download}
      </Button>
      <div role="status" className="empty:hidden">
        {state === 'failed' && <Notice tone="warn">{text.exportFailed}</Notice>}
      </div>
    </Card>
  )
}
