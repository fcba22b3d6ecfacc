'use client'

import { CircleCheck, Printer } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { parsePoints } from '../../../chain/codec/points.ts'
import { QrCode } from '../../components/qr-code.tsx'
import { Button } from '../../components/ui/button.tsx'
import { Card } from '../../components/ui/card.tsx'
import { Fact, Facts } from '../../components/ui/facts.tsx'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { tillSale } from '../../messages/till-sale.ts'
import { type Draft, type Finished, grossOf, taxOf, tenderOf, totalOf } from './draft.ts'
import { secondsOf } from './till-clock.ts'
import { useMoney } from './till-money.ts'
import { useTill } from './till-provider.tsx'
import { useReasons } from './use-reasons.ts'

/** What the member takes along, on paper or by a picture of it. */
export function Receipt({ draft, finished }: { draft: Draft; finished: Finished }): ReactNode {
  const text = useText(tillSale)
  const { begin } = useTill()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <div className="mx-auto grid w-full max-w-md gap-4" data-testid="receipt">
      <div className="no-print grid justify-items-center gap-2 text-center">
        <CircleCheck aria-hidden className="size-12 text-leaf" />
        <h2 ref={heading} tabIndex={-1} className="text-2xl font-bold tracking-tight outline-none">
          {finished.kind === 'booked' ? text.sold : text.queued}
        </h2>
        {finished.kind === 'queued' && <p className="text-soft">{text.queuedText}</p>}
      </div>
      <div className="no-print grid grid-cols-2 gap-3">
        <Button variant="secondary" className="min-h-13" onClick={() => print()}>
          <Printer aria-hidden className="size-5" />
          {text.print}
        </Button>
        <Button className="min-h-13" onClick={begin}>
          {text.next}
        </Button>
      </div>
      <Paper draft={draft} finished={finished} />
    </div>
  )
}

function Paper({ draft, finished }: { draft: Draft; finished: Finished }): ReactNode {
  const text = useText(tillSale)
  const format = useFormat()
  const money = useMoney()
  const { device } = useTill()
  const { currency, taxBasisPoints } = device.settings
  const tender = tenderOf(draft)
  return (
    <Card aria-label={text.receipt} className="grid gap-5 print:border-0 print:p-0 print:shadow-none">
      <header className="text-center">
        <p className="text-lg font-bold">{device.brandName}</p>
        <p className="text-sm text-soft">
          <bdi>{device.location}</bdi> · {format.dateTime(secondsOf(draft.at ?? new Date().toISOString()))}
        </p>
        {device.mode === 'test' && <p className="font-semibold">{text.testSale}</p>}
      </header>
      <ul className="grid gap-2 border-y border-dashed border-edge/50 py-4 text-sm">
        {draft.lines.map((line) => (
          <li key={line.id} className="flex items-baseline justify-between gap-4">
            <span className="min-w-0 break-words">
              {line.quantity > 1 && <span className="tabular">{line.quantity} × </span>}
              {line.name === '' ? text.nameless(line.id) : line.name}
            </span>
            <span className="tabular font-medium">{money(grossOf(line), currency)}</span>
          </li>
        ))}
      </ul>
      <Facts>
        <Fact name={text.total} strong>
          {money(totalOf(draft), currency)}
        </Fact>
        {taxBasisPoints > 0 && <Fact name={text.taxInside}>{money(taxOf(draft, taxBasisPoints), currency)}</Fact>}
        {tender > 0n && <Fact name={text.byPoints}>{money(tender, currency)}</Fact>}
        {tender > 0n && <Fact name={text.byMoney}>{money(totalOf(draft) - tender, currency)}</Fact>}
      </Facts>
      <Earned draft={draft} finished={finished} />
      {draft.claimLink !== null && (
        <section aria-label={text.claimLabel} className="grid justify-items-center gap-2 text-center">
          <QrCode text={draft.claimLink} label={text.claimLabel} />
          <p className="text-sm">{text.claimHint}</p>
        </section>
      )}
      <footer className="grid justify-items-center gap-2 border-t border-dashed border-edge/50 pt-4 text-center">
        <p className="text-sm text-soft">{text.orderNumber}</p>
        <p className="font-mono text-sm font-semibold break-all" dir="ltr" data-testid="order">
          {draft.order}
        </p>
        <div className="w-28">
          <QrCode text={draft.order} label={text.orderLabel} />
        </div>
        <p className="text-xs text-soft">{text.keepReceipt}</p>
      </footer>
    </Card>
  )
}

function Earned({ draft, finished }: { draft: Draft; finished: Finished }): ReactNode {
  const text = useText(tillSale)
  const format = useFormat()
  const reasons = useReasons()
  if (finished.kind === 'queued') {
    return (
      <p className="rounded-2xl bg-sunken p-4 text-sm">{draft.buyer === undefined ? text.noBuyer : text.earnsLater}</p>
    )
  }
  const { earned, activeFrom } = finished
  const amount = parsePoints(earned)
  const points = format.points(amount)
  const why = reasons(finished.reasons.filter((reason) => reason !== 'noMember'))
  if (draft.buyer === undefined || amount === 0n) {
    const said = amount === 0n ? text.noPoints : text.wouldEarn(points)
    return (
      <p className="rounded-2xl bg-sunken p-4 text-sm">
        {said} {why}
      </p>
    )
  }
  return (
    <div className="rounded-2xl bg-leaf-tint p-4 print:border print:border-line">
      <p className="text-lg font-semibold text-leaf-strong" data-testid="earned">
        {text.earned(points)}
      </p>
      <p className="text-sm">
        {text.from(format.date(secondsOf(activeFrom)))} {why}
      </p>
    </div>
  )
}
