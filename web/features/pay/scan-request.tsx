'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { Card, CardTitle } from '../../components/ui/card.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import { useText } from '../../i18n/provider.tsx'
import { payText } from '../../messages/pay.ts'
import { useNetwork } from '../network/network-provider.tsx'
import { ScanButton } from '../scan/scan-button.tsx'
import { readPaymentRequest } from './payment-request.ts'

/** Opens a request that a till shows as a code. */
export function ScanRequest(): ReactNode {
  const text = useText(payText)
  const { origin } = useNetwork()
  const router = useRouter()
  const [foreign, setForeign] = useState(false)
  const open = (code: string): void => {
    const path = requestPath(code, origin)
    setForeign(path === undefined)
    if (path !== undefined) router.push(path)
  }
  return (
    <Card aria-labelledby="request" className="grid gap-4">
      <CardTitle id="request">{text.requestTitle}</CardTitle>
      <p className="text-sm text-soft">{text.requestText}</p>
      <div>
        <ScanButton label={text.scan} onText={open} />
      </div>
      <div role="status" className="empty:hidden">
        {foreign && <Notice tone="warn">{text.foreign}</Notice>}
      </div>
    </Card>
  )
}

/** Path of a payment request of this portal; undefined for every other text. */
function requestPath(text: string, origin: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  const request = readPaymentRequest(Object.fromEntries(url.searchParams))
  const ours = url.origin === origin && url.pathname === '/pay' && request !== undefined && request !== 'bad'
  return ours ? url.pathname + url.search : undefined
}
