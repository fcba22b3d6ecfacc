'use client'

import { type ReactNode, useState } from 'react'
import { api } from '../../browser/api.ts'
import { Button } from '../../components/ui/button.tsx'
import { Card, CardTitle } from '../../components/ui/card.tsx'
import { Field, Input } from '../../components/ui/field.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import { useText } from '../../i18n/provider.tsx'
import { receiptsText } from '../../messages/receipts.ts'
import { useNetwork } from '../network/network-provider.tsx'
import type { CreditPlace } from './read-credit.ts'
import type { PurchaseFault } from './verify-purchase.ts'

interface CheckReceiptProps {
  /** Of the receipt in the list. */
  id: string
  place: CreditPlace
  /** Whether its purchases can be asked for here. */
  known: boolean
}

/** Holds receipts of purchases against the chain, in the browser: those of the books, and files from a shop. */
export function CheckReceipt({ id, place, known }: CheckReceiptProps): ReactNode {
  const text = useText(receiptsText)
  const network = useNetwork()
  const [faults, setFaults] = useState<PurchaseFault[]>()
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')
  const check = async (read: () => Promise<string[]>): Promise<void> => {
    setState('busy')
    setFaults(undefined)
    try {
      const [{ readCredit }, { verifyPurchase }] = await Promise.all([
        import('./read-credit.ts'),
        import('./verify-purchase.ts'),
      ])
      const [expected, files] = await Promise.all([readCredit(network, place), read()])
      setFaults([...new Set(files.flatMap((file) => verifyPurchase(file, expected)))])
      setState('idle')
    } catch {
      setState('failed')
    }
  }
  const ofBooks = async (): Promise<string[]> =>
    (await api<unknown[]>(`/api/receipts/${id}/purchases`)).map((file) => JSON.stringify(file))
  return (
    <Card aria-labelledby="check" className="no-print grid gap-4">
      <CardTitle id="check">{text.checkTitle}</CardTitle>
      {known && (
        <>
          <p className="max-w-prose text-sm text-soft">{text.checkHere}</p>
          <div>
            <Button disabled={state === 'busy'} onClick={() => void check(ofBooks)}>
              {text.checkNow}
            </Button>
          </div>
          <p className="max-w-prose text-sm text-soft">{text.checkCommand}</p>
          <code className="rounded-xl bg-sunken px-3 py-2 text-sm break-all" dir="ltr">
            points receipt verify receipt.json --rpc URL
          </code>
        </>
      )}
      <p className="max-w-prose text-sm text-soft">{text.checkText}</p>
      <Field label={text.choose}>
        {(parts) => (
          <Input
            {...parts}
            type="file"
            accept="application/json,.json"
            onChange={({ target: { files } }) => {
              const file = files?.[0]
              if (file) void check(async () => [await file.text()])
            }}
          />
        )}
      </Field>
      <div role="status" className="empty:hidden">
        {state === 'failed' && <Notice tone="warn">{text.unchecked}</Notice>}
        {faults?.length === 0 && <Notice tone="good">{text.valid}</Notice>}
        {faults !== undefined && faults.length > 0 && <Faults faults={faults} />}
      </div>
    </Card>
  )
}

function Faults({ faults }: { faults: readonly PurchaseFault[] }): ReactNode {
  const text = useText(receiptsText)
  return (
    <Notice tone="bad" title={text.invalid}>
      <ul className="grid list-disc gap-1 ps-5">
        {faults.map((fault) => (
          <li key={fault}>{text.faults[fault]}</li>
        ))}
      </ul>
    </Notice>
  )
}
