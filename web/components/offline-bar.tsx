'use client'

import type { ReactNode } from 'react'
import { useOnline } from '../browser/use-online.ts'
import { useText } from '../i18n/provider.tsx'
import { common } from '../messages/common.ts'

export function OfflineBar(): ReactNode {
  const text = useText(common)
  const online = useOnline()
  return (
    <div role="status">
      {!online && <p className="bg-warn-tint px-4 py-2 text-center text-sm font-medium text-warn">{text.offline}</p>}
    </div>
  )
}
