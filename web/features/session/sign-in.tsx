'use client'

import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { Card } from '../../components/ui/card.tsx'
import { EnterPanel } from './enter-panel.tsx'

/** The ways in, and back to where the visitor came from. */
export function SignIn({ next }: { next: string }): ReactNode {
  const router = useRouter()
  const entered = (): void => {
    router.replace(next)
    router.refresh()
  }
  return (
    <Card className="mx-auto w-full max-w-md">
      <EnterPanel onEntered={entered} />
    </Card>
  )
}
