'use client'

import { type ReactNode, useEffect, useState } from 'react'
import { QrCode } from '../../components/qr-code.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import type { FlowRecord } from '../../flows/flow-record.ts'
import { useText } from '../../i18n/provider.tsx'
import { payText } from '../../messages/pay.ts'
import type { SignedPayment } from './signed-code.ts'

/** With a connection the relay has it before anybody needs a code. */
const PATIENCE_MS = 2_000

/** A signed payment that does not get out of this phone, as a code: the till hands it over. */
export function ShowSignedCode({ record: { parts, endsAt } }: { record: FlowRecord }): ReactNode {
  const text = useText(payText)
  const body = parts[0]?.body
  const [code, setCode] = useState<string>()
  const [over, setOver] = useState(false)
  useEffect(() => {
    let left = false
    const show = setTimeout(() => {
      void import('./signed-code.ts')
        .then(({ writeSignedCode }) => writeSignedCode(body as SignedPayment))
        .then((written) => left || setCode(written))
    }, PATIENCE_MS)
    const end = setTimeout(() => setOver(true), Math.max(0, endsAt - Date.now()))
    return () => {
      left = true
      clearTimeout(show)
      clearTimeout(end)
    }
  }, [body, endsAt])
  if (over) return <Notice tone="warn">{text.signedOver}</Notice>
  if (code === undefined) return null
  return (
    <section aria-label={text.signedTitle} className="grid justify-items-center gap-3 text-center">
      <h2 className="text-lg font-semibold tracking-tight">{text.signedTitle}</h2>
      <p className="max-w-prose text-sm text-soft">{text.signedText}</p>
      <QrCode text={code} label={text.signedLabel} dense />
    </section>
  )
}
