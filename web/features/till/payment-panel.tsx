'use client'

import { QrCode as QrIcon } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '../../components/ui/button.tsx'
import { Card, CardTitle } from '../../components/ui/card.tsx'
import { Field, Input } from '../../components/ui/field.tsx'
import { conversionDate } from '../../i18n/currencies.ts'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { formatDecimal } from '../../../chain/codec/decimal.ts'
import { tillPay } from '../../messages/till-pay.ts'
import { type Draft, isOpen, paidOf, tenderOf, totalOf } from './draft.ts'
import { PaymentItem } from './payment-item.tsx'
import { moneyText, parseMoney } from './till-amounts.ts'
import { secondsOf } from './till-clock.ts'
import { useConnected } from './till-connection.ts'
import { useMoney, valueUp } from './till-money.ts'
import { TillProblem } from './till-problem.tsx'
import { useTill } from './till-provider.tsx'
import type { PaymentAnswer } from './till-types.ts'
import { useAct } from './use-act.ts'

/** Puts a payment's news into the sale; an older state never replaces a newer one. */
export function withPayment(draft: Draft, news: PaymentAnswer): Draft {
  const known = draft.payments.find(({ id }) => id === news.id)
  if (known === undefined) return { ...draft, payments: [...draft.payments, news] }
  if (known.version > news.version) return draft
  return { ...draft, payments: draft.payments.map((one) => (one.id === news.id ? news : one)) }
}

/** Part of the sale, or all of it, paid with points of any brand. */
export function PaymentPanel(): ReactNode {
  const text = useText(tillPay)
  const { device, draft, change } = useTill()
  const connected = useConnected()
  const { busy, error, run } = useAct<PaymentAnswer>('payment', (payment) =>
    change((now) => (now.order === payment.order ? withPayment(now, payment) : now)),
  )
  const asked = draft.payments.filter(isOpen).reduce((sum, payment) => sum + paidOf(payment), 0n)
  const rest = totalOf(draft) - tenderOf(draft) - asked
  if (draft.lines.length === 0) return null
  return (
    <Card aria-labelledby="points" className="grid gap-4 p-4 sm:p-5">
      <CardTitle id="points">{text.title}</CardTitle>
      {draft.payments.length > 0 && (
        <ul className="grid gap-3">
          {draft.payments.map((payment) => (
            <PaymentItem
              key={payment.id}
              payment={payment}
              onNews={(news) => change((now) => withPayment(now, news))}
            />
          ))}
        </ul>
      )}
      {!connected && <p className="text-sm font-medium text-warn">{text.offline}</p>}
      {device.mode === 'test' && <p className="text-sm text-soft">{text.testMode}</p>}
      {connected && device.mode === 'live' && rest > 0n && draft.at === undefined && asked === 0n && (
        <AskForm key={String(rest)} rest={rest} busy={busy} onAsk={(body) => void run('/payments', body)} />
      )}
      <TillProblem error={error} />
    </Card>
  )
}

interface AskFormProps {
  rest: bigint
  busy: boolean
  onAsk: (body: unknown) => void
}

function AskForm({ rest, busy, onAsk }: AskFormProps): ReactNode {
  const text = useText(tillPay)
  const format = useFormat()
  const money = useMoney()
  const { device, draft } = useTill()
  const { currency } = device.settings
  const [typed, setTyped] = useState(() => formatDecimal(rest, { decimals: 6, minimum: 2 }))
  const amount = parseMoney(typed)
  const good = typeof amount === 'bigint' && amount > 0n && amount <= rest
  const value = good ? valueUp(amount, currency) : 0n
  const ask = (): void => {
    if (!good) return
    const { buyer, order } = draft
    const member = buyer === undefined || buyer.kind === 'shown' ? {} : { member: buyer.member }
    const shown = { currency, amount: moneyText(amount) }
    onAsk({ order, value: moneyText(value), shown, ...member, seconds: 180 })
  }
  return (
    <form
      className="grid gap-3"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        ask()
      }}
    >
      <Field
        label={text.amount}
        hint={text.amountHint(money(rest, currency))}
        {...(good || amount === 'empty' ? {} : { error: text.badAmount(money(rest, currency)) })}
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
      {currency !== 'USD' && good && (
        <p className="text-sm text-soft">
          {text.converted(money(value, 'USD'), format.date(secondsOf(`${conversionDate}T12:00:00Z`)))}
        </p>
      )}
      <Button type="submit" variant="secondary" className="min-h-13" disabled={busy || !good}>
        <QrIcon aria-hidden className="size-5" />
        {busy ? text.asking : text.ask}
      </Button>
    </form>
  )
}
