'use client'

import { Minus, Plus, ShoppingBasket, Trash2 } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { parsePoints } from '../../../chain/codec/points.ts'
import { Badge } from '../../components/ui/badge.tsx'
import { Button } from '../../components/ui/button.tsx'
import { Card, CardTitle } from '../../components/ui/card.tsx'
import { Field, Input } from '../../components/ui/field.tsx'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { tillSale } from '../../messages/till-sale.ts'
import { type BasketLine, type Draft, grossOf, isOpen, isPaid } from './draft.ts'
import { IconButton } from './icon-button.tsx'
import { parseMoney } from './till-amounts.ts'
import { useMoney } from './till-money.ts'
import { useTill } from './till-provider.tsx'
import { useReasons } from './use-reasons.ts'
import { usePreview } from './use-preview.ts'

/** What is bought, line by line. */
export function Basket(): ReactNode {
  const text = useText(tillSale)
  const { draft, change } = useTill()
  const { data: preview } = usePreview()
  const put = (line: BasketLine, quantity: number): void => change((now) => withQuantity(now, line.id, quantity))
  return (
    <Card aria-labelledby="basket" className="grid gap-4 p-4 sm:p-5">
      <CardTitle id="basket">{text.basket}</CardTitle>
      <LineForm />
      {draft.lines.length === 0 ? (
        <div className="grid justify-items-center gap-2 rounded-2xl border border-dashed border-edge/50 px-4 py-8 text-center text-soft">
          <ShoppingBasket aria-hidden className="size-7" />
          <p>{text.empty}</p>
        </div>
      ) : (
        <ul className="divide-y divide-line">
          {draft.lines.map((line) => (
            <LineItem
              key={line.id}
              line={line}
              earned={preview?.lines.find(({ id }) => id === line.id)}
              onQuantity={(quantity) => put(line, quantity)}
            />
          ))}
        </ul>
      )}
    </Card>
  )
}

/** A sale that has been finished once, or paid in part, keeps its lines. */
const isFixed = ({ at, payments }: Draft): boolean =>
  at !== undefined || payments.some((payment) => isPaid(payment) || isOpen(payment))

function withQuantity(draft: Draft, id: string, quantity: number): Draft {
  if (isFixed(draft)) return draft
  const lines = draft.lines.map((line) => (line.id === id ? { ...line, quantity } : line))
  return { ...draft, lines: lines.filter((line) => line.quantity > 0) }
}

interface LineItemProps {
  line: BasketLine
  earned: { points: string; reasons: Parameters<ReturnType<typeof useReasons>>[0] } | undefined
  onQuantity: (quantity: number) => void
}

function LineItem({ line, earned, onQuantity }: LineItemProps): ReactNode {
  const text = useText(tillSale)
  const money = useMoney()
  const format = useFormat()
  const reasons = useReasons()
  const { device, draft } = useTill()
  const { currency } = device.settings
  const name = line.name === '' ? text.nameless(line.id) : line.name
  const fixed = isFixed(draft)
  const why = earned === undefined ? '' : reasons(earned.reasons)
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-2 py-3">
      <div className="min-w-0">
        <p className="font-medium break-words">{name}</p>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-soft">
          <span className="tabular">{text.each(money(line.price, currency))}</span>
          {earned !== undefined && (
            <Badge tone={why === '' ? 'good' : 'plain'}>
              {text.linePoints(format.points(parsePoints(earned.points)))}
            </Badge>
          )}
          {why !== '' && <span>{why}</span>}
        </p>
      </div>
      <p className="tabular text-end text-lg font-semibold">{money(grossOf(line), currency)}</p>
      <div className="col-span-2 flex items-center gap-2">
        <IconButton label={text.fewer(name)} disabled={fixed} onClick={() => onQuantity(line.quantity - 1)}>
          <Minus aria-hidden className="size-5" />
        </IconButton>
        <output className="tabular min-w-8 text-center text-lg font-semibold" aria-label={text.quantityOf(name)}>
          {line.quantity}
        </output>
        <IconButton label={text.more(name)} disabled={fixed} onClick={() => onQuantity(line.quantity + 1)}>
          <Plus aria-hidden className="size-5" />
        </IconButton>
        <IconButton label={text.remove(name)} disabled={fixed} className="ms-auto" onClick={() => onQuantity(0)}>
          <Trash2 aria-hidden className="size-5" />
        </IconButton>
      </div>
    </li>
  )
}

const NOTHING = { name: '', price: '', quantity: '1', giftCard: false }

function LineForm(): ReactNode {
  const text = useText(tillSale)
  const { draft, change } = useTill()
  const [typed, setTyped] = useState(NOTHING)
  const [tried, setTried] = useState(false)
  const first = useRef<HTMLInputElement>(null)
  const price = parseMoney(typed.price)
  const quantity = /^[1-9]\d{0,3}$/.test(typed.quantity.trim()) ? Number(typed.quantity) : undefined
  const priced = typeof price === 'bigint'
  const fixed = isFixed(draft)
  const add = (): void => {
    setTried(true)
    if (!priced || quantity === undefined || fixed) return
    const { name, giftCard } = typed
    change((now) => ({
      ...now,
      lines: [...now.lines, { id: String(now.next), name: name.trim(), price, quantity, giftCard }],
      next: now.next + 1,
    }))
    setTyped(NOTHING)
    setTried(false)
    first.current?.focus()
  }
  const showError = (tried && !priced) || price === 'bad'
  return (
    <form
      className="grid grid-cols-[minmax(0,1fr)_5.5rem] gap-3 sm:grid-cols-[minmax(0,1fr)_7rem_5.5rem]"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <Field label={text.name} className="max-sm:col-span-2">
        {(parts) => (
          <Input
            {...parts}
            ref={first}
            autoComplete="off"
            maxLength={100}
            disabled={fixed}
            value={typed.name}
            onChange={({ target }) => setTyped({ ...typed, name: target.value })}
          />
        )}
      </Field>
      <Field label={text.price} {...(showError ? { error: text.badPrice } : {})}>
        {(parts) => (
          <Input
            {...parts}
            inputMode="decimal"
            autoComplete="off"
            dir="ltr"
            disabled={fixed}
            value={typed.price}
            onChange={({ target }) => setTyped({ ...typed, price: target.value })}
          />
        )}
      </Field>
      <Field label={text.quantity} {...(quantity === undefined ? { error: text.badQuantity } : {})}>
        {(parts) => (
          <Input
            {...parts}
            inputMode="numeric"
            autoComplete="off"
            dir="ltr"
            disabled={fixed}
            value={typed.quantity}
            onChange={({ target }) => setTyped({ ...typed, quantity: target.value })}
          />
        )}
      </Field>
      <div className="col-span-full flex flex-wrap items-center justify-between gap-3">
        <label className="flex min-h-12 items-center gap-3 text-sm">
          <input
            type="checkbox"
            className="size-6 accent-leaf"
            disabled={fixed}
            checked={typed.giftCard}
            onChange={({ target }) => setTyped({ ...typed, giftCard: target.checked })}
          />
          {text.giftCard}
        </label>
        <Button type="submit" className="min-h-12 max-sm:flex-1" disabled={fixed}>
          <Plus aria-hidden className="size-5" />
          {text.add}
        </Button>
      </div>
      {fixed && <p className="col-span-full text-sm text-soft">{text.fixed}</p>}
    </form>
  )
}
