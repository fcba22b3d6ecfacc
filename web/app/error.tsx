'use client'

import { CloudOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { EmptyState } from '../components/empty-state.tsx'
import { Button } from '../components/ui/button.tsx'
import { useText } from '../i18n/provider.tsx'
import { common } from '../messages/common.ts'

export default function ErrorPage({ reset }: { reset: () => void }): ReactNode {
  const text = useText(common)
  return (
    <div className="pt-8">
      <EmptyState Icon={CloudOff} title={text.wrongTitle}>
        <p>{text.wrongText}</p>
        <Button onClick={reset}>{text.again}</Button>
      </EmptyState>
    </div>
  )
}
