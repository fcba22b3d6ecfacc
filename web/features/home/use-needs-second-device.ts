'use client'

import { useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { api } from '../../browser/api.ts'
import { useMember } from '../session/member-provider.tsx'

const KEY = 'openpoints.later.second-device'
const WEEK_MS = 7 * 86_400_000

const listeners = new Set<() => void>()

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

const putOff = (): boolean => Date.now() - Number(localStorage.getItem(KEY) ?? 0) < WEEK_MS

/** Whether a passkey account that owns something hangs on a single device. */
export function useNeedsSecondDevice(ownsSomething: boolean): { needed: boolean; later: () => void } {
  const member = useMember()
  const asks = ownsSomething && member?.kind === 'passkey'
  const delayed = useSyncExternalStore(subscribe, putOff, () => true)
  const { data } = useQuery({
    queryKey: ['signers', member?.account],
    queryFn: () => api<{ signers: number; recovery: boolean }>('/api/account'),
    enabled: asks && !delayed,
    staleTime: 60_000,
  })
  const later = (): void => {
    localStorage.setItem(KEY, String(Date.now()))
    for (const tell of listeners) tell()
  }
  return { needed: asks && !delayed && data !== undefined && data.signers < 2 && !data.recovery, later }
}
