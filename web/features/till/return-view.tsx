'use client'

import { type ReactNode, useEffect, useState } from 'react'
import { Button } from '../../components/ui/button.tsx'
import { Card, CardTitle } from '../../components/ui/card.tsx'
import { Field, Input } from '../../components/ui/field.tsx'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { tillReturn } from '../../messages/till-return.ts'
import { ScanButton } from '../scan/scan-button.tsx'
import { totalOf } from './draft.ts'
import type { PastReceipt } from './past-receipt.ts'
import { pastReceipts } from './past-receipts.ts'
import { ReturnForm } from './return-form.tsx'
import { TakenCard } from './taken-card.tsx'
import { secondsOf } from './till-clock.ts'
import { useConnected } from './till-connection.ts'
import { useMoney } from './till-money.ts'
import type { TakenAnswer } from './till-types.ts'
import { useAct } from './use-act.ts'
import { useScanner } from './use-scanner.ts'

const MOST_SHOWN = 6

/** Takes back what was sold, here or at another store of the brand, by the number on the receipt. */
export function ReturnView(): ReactNode {
  const text = useText(tillReturn)
  const connected = useConnected()
  const [receipts, setReceipts] = useState<readonly PastReceipt[]>([])
  const [order, setOrder] = useState<string>()
  const [taken, setTaken] = useState<TakenAnswer>()
  const goods = useAct<TakenAnswer>('return', setTaken)
  const whole = useAct<TakenAnswer>('void', setTaken)
  useEffect(() => void pastReceipts().then(setReceipts, () => undefined), [])
  const choose = (text: string): void => {
    goods.clear()
    whole.clear()
    setOrder(text.trim())
  }
  useScanner(choose)
  if (!connected) return <p className="text-soft">{text.offline}</p>
  if (taken !== undefined) {
    const next = (): void => {
      setTaken(undefined)
      setOrder(undefined)
    }
    return <TakenCard taken={taken} onNext={next} />
  }
  if (order !== undefined) {
    return (
      <ReturnForm
        key={order}
        order={order}
        receipt={receipts.find((one) => one.order === order)}
        busy={goods.busy || whole.busy}
        error={goods.error ?? whole.error}
        onReturn={(body) => void goods.run('/returns', body)}
        onVoid={(body) => void whole.run('/voids', body)}
        onCancel={() => setOrder(undefined)}
      />
    )
  }
  return (
    <div className="grid items-start gap-4 md:grid-cols-2">
      <OrderForm onOrder={choose} />
      <Recent receipts={receipts.slice(0, MOST_SHOWN)} onOrder={choose} />
    </div>
  )
}

function OrderForm({ onOrder }: { onOrder: (order: string) => void }): ReactNode {
  const text = useText(tillReturn)
  const [typed, setTyped] = useState('')
  const good = /^[\x21-\x7e]{1,60}$/.test(typed.trim())
  return (
    <Card aria-labelledby="which">
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (good) onOrder(typed)
        }}
      >
        <CardTitle id="which">{text.title}</CardTitle>
        <Field label={text.order} hint={text.orderHint}>
          {(parts) => (
            <Input
              {...parts}
              data-scan
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              dir="ltr"
              className="font-mono"
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
            />
          )}
        </Field>
        <Button type="submit" className="min-h-13" disabled={!good}>
          {text.go}
        </Button>
        <div className="grid [&_button]:min-h-13 [&_button]:w-full">
          <ScanButton label={text.scan} onText={onOrder} />
        </div>
      </form>
    </Card>
  )
}

function Recent({
  receipts,
  onOrder,
}: {
  receipts: readonly PastReceipt[]
  onOrder: (order: string) => void
}): ReactNode {
  const text = useText(tillReturn)
  const format = useFormat()
  const money = useMoney()
  return (
    <Card aria-labelledby="recent" className="grid gap-3">
      <CardTitle id="recent">{text.recent}</CardTitle>
      {receipts.length === 0 && <p className="text-sm text-soft">{text.recentEmpty}</p>}
      <ul className="grid gap-1">
        {receipts.map((receipt) => (
          <li key={receipt.order}>
            <button
              type="button"
              onClick={() => onOrder(receipt.order)}
              className="flex min-h-14 w-full items-center justify-between gap-4 rounded-xl px-3 text-start hover:bg-sunken"
            >
              <span className="min-w-0">
                <span className="block truncate font-mono text-sm font-semibold" dir="ltr">
                  {receipt.order}
                </span>
                <span className="text-sm text-soft">{format.dateTime(secondsOf(receipt.at))}</span>
              </span>
              <span className="tabular font-semibold">{money(totalOf(receipt), receipt.currency)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Card>
  )
}
