'use client'

import { Minus, Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '../../components/ui/button.tsx'
import { Card } from '../../components/ui/card.tsx'
import { Dialog } from '../../components/ui/dialog.tsx'
import { Field, Input } from '../../components/ui/field.tsx'
import { Segmented } from '../../components/ui/segmented.tsx'
import { useText } from '../../i18n/provider.tsx'
import { tillReturn } from '../../messages/till-return.ts'
import { tillSale } from '../../messages/till-sale.ts'
import type { BasketLine } from './draft.ts'
import { IconButton } from './icon-button.tsx'
import type { PastReceipt } from './past-receipt.ts'
import { type Returned, handOutDown, returnBody, returnedPrice } from './return-body.ts'
import { parseMoney } from './till-amounts.ts'
import { useMoney } from './till-money.ts'
import { TillProblem } from './till-problem.tsx'
import { useTill } from './till-provider.tsx'

interface ReturnFormProps {
  order: string
  /** Only where this till sold it; of other stores' orders it knows the number alone. */
  receipt: PastReceipt | undefined
  busy: boolean
  error: unknown
  onReturn: (body: unknown) => void
  onVoid: (body: unknown) => void
  onCancel: () => void
}

type How = 'lines' | 'amount' | 'full'

/** What of an order comes back: lines, an amount, or all of it. */
export function ReturnForm({ order, receipt, busy, error, ...acts }: ReturnFormProps): ReactNode {
  const text = useText(tillReturn)
  const money = useMoney()
  const { device } = useTill()
  const [how, setHow] = useState<How>(receipt ? 'lines' : 'full')
  const [counts, setCounts] = useState<ReadonlyMap<string, number>>(new Map())
  const [typed, setTyped] = useState('')
  const [id] = useState(() => crypto.randomUUID())
  const amount = parseMoney(typed)
  const currency = receipt?.currency ?? device.settings.currency
  const returned = whatReturns({ how, receipt, counts, amount })
  const price = returned && returnedPrice(returned)
  const back = price === undefined || receipt === undefined ? undefined : handOutDown(price, receipt)
  const ways = (receipt ? ['lines', 'full', 'amount'] : ['full', 'amount']) as readonly How[]
  return (
    <Card aria-labelledby="order" className="mx-auto grid w-full max-w-xl gap-5">
      <h2 id="order" className="grid gap-1">
        <span className="text-sm font-medium text-soft">{text.order}</span>
        <span className="font-mono text-lg font-semibold break-all" dir="ltr">
          {order}
        </span>
      </h2>
      <div className="[&_label]:min-h-12">
        <Segmented
          legend={text.how}
          value={how}
          options={ways.map((value) => ({ value, label: text.ways[value] }))}
          onChange={setHow}
        />
      </div>
      {how === 'lines' && receipt && (
        <ul className="divide-y divide-line">
          {receipt.lines.map((line) => (
            <ReturnLine
              key={line.id}
              line={line}
              count={counts.get(line.id) ?? 0}
              onCount={(count) => setCounts(new Map(counts).set(line.id, count))}
            />
          ))}
        </ul>
      )}
      {how === 'amount' && (
        <Field
          label={text.amount}
          hint={text.amountHint(currency)}
          {...(amount === 'bad' ? { error: text.badAmount } : {})}
        >
          {(parts) => (
            <Input
              {...parts}
              inputMode="decimal"
              autoComplete="off"
              dir="ltr"
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
            />
          )}
        </Field>
      )}
      {how === 'full' && !receipt && <p className="text-sm text-soft">{text.fullHint}</p>}
      <TillProblem error={error} />
      <Button
        size="large"
        wide
        disabled={busy || returned === undefined}
        onClick={() => returned && acts.onReturn(returnBody(id, order, returned, device.settings.taxBasisPoints))}
      >
        {back === undefined ? text.take : text.takeMoney(money(back, currency))}
      </Button>
      <div className="flex flex-wrap justify-between gap-3">
        <Button variant="secondary" className="min-h-12" onClick={acts.onCancel}>
          {text.back}
        </Button>
        <VoidButton busy={busy} onVoid={() => acts.onVoid({ void: crypto.randomUUID(), order })} />
      </div>
    </Card>
  )
}

interface Chosen {
  how: How
  receipt: PastReceipt | undefined
  counts: ReadonlyMap<string, number>
  amount: bigint | 'empty' | 'bad'
}

function whatReturns({ how, receipt, counts, amount }: Chosen): Returned | undefined {
  if (how === 'full') return receipt ? { kind: 'full', lines: receipt.lines } : { kind: 'full' }
  if (how === 'amount') return typeof amount === 'bigint' && amount > 0n ? { kind: 'amount', amount } : undefined
  const lines = (receipt?.lines ?? []).flatMap((line) => {
    const quantity = counts.get(line.id) ?? 0
    return quantity > 0 ? [{ ...line, quantity }] : []
  })
  return lines.length > 0 ? { kind: 'lines', lines } : undefined
}

interface ReturnLineProps {
  line: BasketLine
  count: number
  onCount: (count: number) => void
}

function ReturnLine({ line, count, onCount }: ReturnLineProps): ReactNode {
  const text = useText(tillReturn)
  const words = useText(tillSale)
  const name = line.name === '' ? words.nameless(line.id) : line.name
  return (
    <li className="flex items-center justify-between gap-4 py-3">
      <p className="min-w-0">
        <span className="block font-medium break-words">{name}</span>
        <span className="text-sm text-soft">{text.bought(line.quantity)}</span>
      </p>
      <div className="flex items-center gap-2">
        <IconButton label={words.fewer(name)} disabled={count === 0} onClick={() => onCount(count - 1)}>
          <Minus aria-hidden className="size-5" />
        </IconButton>
        <output className="tabular min-w-8 text-center text-lg font-semibold" aria-label={text.countOf(name)}>
          {count}
        </output>
        <IconButton label={words.more(name)} disabled={count >= line.quantity} onClick={() => onCount(count + 1)}>
          <Plus aria-hidden className="size-5" />
        </IconButton>
      </div>
    </li>
  )
}

/** Asks once more: a void takes the whole sale back. */
function VoidButton({ busy, onVoid }: { busy: boolean; onVoid: () => void }): ReactNode {
  const text = useText(tillReturn)
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="danger" className="min-h-12" disabled={busy} onClick={() => setOpen(true)}>
        {text.void}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={text.voidTitle}>
        <p>{text.voidText}</p>
        <div className="flex flex-wrap gap-3">
          <Button
            variant="danger"
            className="min-h-12"
            onClick={() => {
              setOpen(false)
              onVoid()
            }}
          >
            {text.voidYes}
          </Button>
          <Button variant="secondary" className="min-h-12" onClick={() => setOpen(false)}>
            {text.voidNo}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
