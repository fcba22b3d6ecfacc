'use client'

import { type ReactNode, useState } from 'react'
import { Card, CardTitle } from '../../components/ui/card.tsx'
import { Field, Input } from '../../components/ui/field.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import { useText } from '../../i18n/provider.tsx'
import { receiptsText } from '../../messages/receipts.ts'
import type { ExpectedCredit, PurchaseFault } from './verify-purchase.ts'

/** Holds a purchase's receipt from a shop against the batch on chain, in the browser alone. */
export function CheckReceipt({ expected }: { expected: ExpectedCredit }): ReactNode {
  const text = useText(receiptsText)
  const [faults, setFaults] = useState<PurchaseFault[]>()
  const check = async (file: File | undefined): Promise<void> => {
    if (!file) return
    const { verifyPurchase } = await import('./verify-purchase.ts')
    setFaults(verifyPurchase(await file.text(), expected))
  }
  return (
    <Card aria-labelledby="check" className="no-print grid gap-4">
      <CardTitle id="check">{text.checkTitle}</CardTitle>
      <p className="max-w-prose text-sm text-soft">{text.checkText}</p>
      <Field label={text.choose}>
        {(parts) => (
          <Input
            {...parts}
            type="file"
            accept="application/json,.json"
            onChange={({ target }) => void check(target.files?.[0])}
          />
        )}
      </Field>
      <div role="status" className="empty:hidden">
        {faults?.length === 0 && <Notice tone="good">{text.valid}</Notice>}
        {faults !== undefined && faults.length > 0 && (
          <Notice tone="bad" title={text.invalid}>
            <ul className="grid list-disc gap-1 ps-5">
              {faults.map((fault) => (
                <li key={fault}>{text.faults[fault]}</li>
              ))}
            </ul>
          </Notice>
        )}
      </div>
    </Card>
  )
}
