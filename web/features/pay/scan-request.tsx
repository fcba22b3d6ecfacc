'use client'

import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from '../../components/ui/button.tsx'
import { Card, CardTitle } from '../../components/ui/card.tsx'
import { Field, Input } from '../../components/ui/field.tsx'
import { useText } from '../../i18n/provider.tsx'
import { payText } from '../../messages/pay.ts'
import { useNetwork } from '../network/network-provider.tsx'
import { ScanButton } from '../scan/scan-button.tsx'
import { paymentRequestIn } from './payment-request.ts'

/** Opens a request that a till shows as a code, or that is written as a link. */
export function ScanRequest(): ReactNode {
  const text = useText(payText)
  const { origin } = useNetwork()
  const [typed, setTyped] = useState('')
  const [foreign, setForeign] = useState(false)
  const open = (code: string): void => {
    const path = requestPath(code.trim(), origin)
    setForeign(path === undefined)
    // The page is here already: no server is asked, so that it works without a connection.
    if (path !== undefined) history.pushState(null, '', path)
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    open(typed)
  }
  return (
    <Card aria-labelledby="request" className="grid gap-4">
      <CardTitle id="request">{text.requestTitle}</CardTitle>
      <p className="text-sm text-soft">{text.requestText}</p>
      <div>
        <ScanButton label={text.scan} onText={open} />
      </div>
      <form noValidate onSubmit={submit}>
        <Field label={text.requestLink} {...(foreign ? { error: text.foreign } : {})}>
          {(parts) => (
            <div className="flex gap-2">
              <Input
                {...parts}
                type="url"
                dir="ltr"
                autoComplete="off"
                spellCheck={false}
                value={typed}
                onChange={({ target }) => setTyped(target.value)}
              />
              <Button type="submit" variant="secondary" className="min-h-12 shrink-0" disabled={typed.trim() === ''}>
                {text.requestOpen}
              </Button>
            </div>
          )}
        </Field>
      </form>
    </Card>
  )
}

/** Path of a payment request of this portal; undefined for every other text. */
function requestPath(text: string, origin: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  const request = paymentRequestIn(url.searchParams)
  const ours = url.origin === origin && url.pathname === '/pay' && request !== undefined && request !== 'bad'
  return ours ? url.pathname + url.search : undefined
}
