'use client'

import { type ReactNode, useEffect, useState } from 'react'
import { Notice } from '../../components/ui/notice.tsx'
import { Skeleton } from '../../components/ui/skeleton.tsx'
import { useText } from '../../i18n/provider.tsx'
import { tillText } from '../../messages/till.ts'
import { ConnectForm } from './connect-form.tsx'
import { noteServiceTime } from './till-clock.ts'
import { UnreachableError, tillRequest } from './till-api.ts'
import { onRefused } from './till-connection.ts'
import type { TillDevice } from './till-device.ts'
import { TillDesk } from './till-desk.tsx'
import { TillProblem } from './till-problem.tsx'
import { TillProvider } from './till-provider.tsx'
import { forgetTill, keep, kept } from './till-store.ts'

type Found = TillDevice | 'none' | 'refused' | 'unreachable' | undefined

/** From the key of a device to its desk. */
export function TillPage(): ReactNode {
  const text = useText(tillText)
  const [found, setFound] = useState<Found>()
  const [error, setError] = useState<unknown>()
  useEffect(() => {
    const control = new AbortController()
    void lookUp().then((device) => !control.signal.aborted && setFound(device), setError)
    const forget = onRefused(() => setFound('refused'))
    return () => {
      control.abort()
      forget()
    }
  }, [])
  const take = (device: TillDevice): void => {
    noteServiceTime(device.time)
    setFound(device)
    void rememberDevice(device)
  }
  const leave = async (): Promise<void> => {
    await tillRequest({ method: 'DELETE', path: '/device' })
    await forgetTill()
    setFound('none')
  }
  if (error !== undefined) return <TillProblem error={error} />
  if (found === undefined) {
    return (
      <div role="status" aria-label={text.loading} className="grid gap-4">
        <Skeleton className="h-14 rounded-card" />
        <Skeleton className="h-96 rounded-card" />
      </div>
    )
  }
  if (found === 'unreachable') {
    return (
      <Notice tone="warn" title={text.unreachableTitle}>
        {text.unreachableText}
      </Notice>
    )
  }
  if (found === 'none' || found === 'refused') return <ConnectForm refused={found === 'refused'} onDevice={take} />
  return (
    <TillProvider key={`${found.brand} ${found.device}`} device={found} onLeave={() => void leave().catch(setError)}>
      <TillDesk onDevice={take} />
    </TillProvider>
  )
}

/** The device by its cookie; without a connection as it was the last time, so that the till can go on selling. */
async function lookUp(): Promise<Found> {
  try {
    const device = await tillRequest<TillDevice | null>({ method: 'GET', path: '/device' })
    if (device === null) return 'none'
    noteServiceTime(device.time)
    await rememberDevice(device)
    return device
  } catch (error) {
    if (error instanceof UnreachableError) return (await knownDevice()) ?? 'unreachable'
    if ((error as { status?: number }).status === 401) return 'refused'
    throw error
  }
}

const knownDevice = (): Promise<TillDevice | undefined> => kept<TillDevice>('now', 'device').catch(() => undefined)

const rememberDevice = (device: TillDevice): Promise<void> =>
  keep('now', 'device', device).catch((error: unknown) => console.warn('The device is not kept:', error))
