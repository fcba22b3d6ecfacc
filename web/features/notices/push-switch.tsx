'use client'

import { BellRing } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { api, post } from '../../browser/api.ts'
import { Button } from '../../components/ui/button.tsx'
import { Card, CardTitle } from '../../components/ui/card.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import { fromBase64Url } from '../../flows/base64-url.ts'
import { usePreferences, useText } from '../../i18n/provider.tsx'
import { noticesText } from '../../messages/notices.ts'

type PushState = 'unknown' | 'off' | 'on' | 'denied' | 'unsupported' | 'failed'

/** Turns messages to this browser on and off. */
export function PushSwitch({ pushKey }: { pushKey: string }): ReactNode {
  const text = useText(noticesText)
  const { preferences } = usePreferences()
  const [state, setState] = useState<PushState>('unknown')
  const [busy, setBusy] = useState(false)

  useEffect(() => {
    let left = false
    void readState().then((now) => {
      if (!left) setState(now)
    })
    return () => {
      left = true
    }
  }, [])

  const run = async (change: () => Promise<PushState>): Promise<void> => {
    setBusy(true)
    setState(await change().catch((): PushState => 'failed'))
    setBusy(false)
  }
  const problem =
    state === 'denied'
      ? text.pushDenied
      : state === 'unsupported'
        ? text.pushUnsupported
        : state === 'failed'
          ? text.pushFailed
          : undefined
  return (
    <Card aria-labelledby="push" className="grid gap-3">
      <CardTitle id="push" className="flex items-center gap-2">
        <BellRing aria-hidden className="size-5 text-leaf-strong" />
        {text.pushTitle}
      </CardTitle>
      <p className="max-w-prose text-sm text-soft">{text.pushText}</p>
      <div role="status" className="empty:hidden">
        {state === 'on' && <p className="font-medium">{text.pushIsOn}</p>}
        {problem !== undefined && <Notice tone="warn">{problem}</Notice>}
      </div>
      {state === 'on' ? (
        <div>
          <Button variant="secondary" disabled={busy} onClick={() => void run(turnOff)}>
            {text.pushOff}
          </Button>
        </div>
      ) : (
        state !== 'unsupported' && (
          <div>
            <Button
              disabled={busy || state === 'unknown'}
              onClick={() => void run(() => turnOn(pushKey, preferences.locale))}
            >
              {text.pushOn}
            </Button>
          </div>
        )
      )}
    </Card>
  )
}

const canPush = (): boolean => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

async function readState(): Promise<PushState> {
  if (!canPush()) return 'unsupported'
  if (Notification.permission === 'denied') return 'denied'
  const registration = await navigator.serviceWorker.getRegistration()
  const subscription = await registration?.pushManager.getSubscription()
  return subscription ? 'on' : 'off'
}

async function turnOn(pushKey: string, locale: string): Promise<PushState> {
  if ((await Notification.requestPermission()) !== 'granted') return 'denied'
  const { pushManager } = await navigator.serviceWorker.ready
  const subscription = await pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: fromBase64Url(pushKey),
  })
  await post('/api/push', { subscription: subscription.toJSON(), locale })
  return 'on'
}

async function turnOff(): Promise<PushState> {
  const { pushManager } = await navigator.serviceWorker.ready
  const subscription = await pushManager.getSubscription()
  if (subscription) {
    await api('/api/push', { method: 'DELETE', body: { endpoint: subscription.endpoint } })
    await subscription.unsubscribe()
  }
  return 'off'
}
