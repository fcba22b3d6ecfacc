'use client'

import type { ReactNode } from 'react'
import { Skeleton } from '../../components/ui/skeleton.tsx'
import { useText } from '../../i18n/provider.tsx'
import { common } from '../../messages/common.ts'

export function HomeSkeleton(): ReactNode {
  const text = useText(common)
  return (
    <div className="grid gap-6">
      <p role="status" className="sr-only">
        {text.loading}
      </p>
      <Skeleton className="h-40 rounded-card" />
      <div className="grid gap-4 sm:grid-cols-2">
        <Skeleton className="h-48 rounded-card" />
        <Skeleton className="h-48 rounded-card" />
      </div>
    </div>
  )
}
