'use client'

import { useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { api } from '../../browser/api.ts'
import type { AccountDevices } from '../../server/account-devices.ts'
import { useMember } from '../session/member-provider.tsx'
import { PUT_OFF_COOKIE } from './put-off-cookie.ts'

const WEEK = 7 * 86_400

/** What the server knew when it drew the page. */
export interface FirstDevices {
  devices: AccountDevices | undefined
  /** The member wants to hear of it later. */
  putOff: boolean
}

const listeners = new Set<() => void>()

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

const putOff = (): boolean => document.cookie.split('; ').some((cookie) => cookie.startsWith(`${PUT_OFF_COOKIE}=`))

/** Whether a passkey account that owns something hangs on a single device. */
export function useNeedsSecondDevice(
  ownsSomething: boolean,
  first: FirstDevices,
): { needed: boolean; later: () => void } {
  const member = useMember()
  const asks = ownsSomething && member?.kind === 'passkey'
  const delayed = useSyncExternalStore(subscribe, putOff, () => first.putOff)
  const { data } = useQuery({
    queryKey: ['devices', member?.account],
    queryFn: () => api<AccountDevices>('/api/account'),
    enabled: asks && !delayed,
    staleTime: 60_000,
    ...(first.devices === undefined ? {} : { initialData: first.devices }),
  })
  const later = (): void => {
    // A cookie, so that the server leaves the notice out of the next page, too.
    const secure = location.protocol === 'https:' ? '; Secure' : ''
    document.cookie = `${PUT_OFF_COOKIE}=1; Path=/; Max-Age=${WEEK}; SameSite=Lax${secure}`
    for (const tell of listeners) tell()
  }
  return { needed: asks && !delayed && data !== undefined && data.signers < 2 && !data.recovery, later }
}
