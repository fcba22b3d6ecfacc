'use client'

import { type ReactNode, useSyncExternalStore } from 'react'
import { useText } from '../i18n/provider.tsx'
import { common } from '../messages/common.ts'

function onConnection(tell: () => void): () => void {
  addEventListener('online', tell)
  addEventListener('offline', tell)
  return () => {
    removeEventListener('online', tell)
    removeEventListener('offline', tell)
  }
}

export function OfflineBar(): ReactNode {
  const text = useText(common)
  const online = useSyncExternalStore(
    onConnection,
    () => navigator.onLine,
    () => true,
  )
  return (
    <div role="status">
      {!online && <p className="bg-warn-tint px-4 py-2 text-center text-sm font-medium text-warn">{text.offline}</p>}
    </div>
  )
}
