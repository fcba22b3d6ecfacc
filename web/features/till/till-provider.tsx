'use client'

import { type ReactNode, createContext, useCallback, useContext, useEffect, useState } from 'react'
import { Skeleton } from '../../components/ui/skeleton.tsx'
import { useText } from '../../i18n/provider.tsx'
import { tillText } from '../../messages/till.ts'
import { type Draft, newDraft } from './draft.ts'
import type { TillDevice } from './till-device.ts'
import { keep, kept } from './till-store.ts'

interface Till {
  device: TillDevice
  draft: Draft
  /** Changes the sale at hand, and keeps it in the browser. */
  change: (work: (draft: Draft) => Draft) => void
  begin: () => void
  /** The key is not good any more, or the cashier takes it away. */
  leave: () => void
}

const TillContext = createContext<Till | undefined>(undefined)

interface TillProviderProps {
  device: TillDevice
  onLeave: () => void
  children: ReactNode
}

/** The sale at hand, the same after a reload. */
export function TillProvider({ device, onLeave, children }: TillProviderProps): ReactNode {
  const text = useText(tillText)
  const [draft, setDraft] = useState<Draft>()
  const shop = `${device.brand} ${device.device}`
  useEffect(() => {
    const fresh = (): Draft => newDraft({ device: device.device })
    kept<{ shop: string; draft: Draft }>('now', 'draft').then(
      (found) => setDraft(found?.shop === shop ? found.draft : fresh()),
      // A browser that keeps nothing can still sell.
      () => setDraft(fresh()),
    )
  }, [device.device, shop])
  useEffect(() => {
    if (draft === undefined) return
    keep('now', 'draft', { shop, draft }).catch((error: unknown) => console.warn('The sale is not kept:', error))
  }, [draft, shop])
  const change = useCallback(
    (work: (now: Draft) => Draft) => setDraft((now) => (now === undefined ? now : work(now))),
    [],
  )
  const begin = useCallback(() => setDraft(newDraft({ device: device.device })), [device.device])
  if (draft === undefined) {
    return (
      <div role="status" aria-label={text.loading}>
        <Skeleton className="h-96 rounded-card" />
      </div>
    )
  }
  return <TillContext value={{ device, draft, change, begin, leave: onLeave }}>{children}</TillContext>
}

export function useTill(): Till {
  const till = useContext(TillContext)
  if (!till) throw new Error('A part of the till stands outside of TillProvider.')
  return till
}
