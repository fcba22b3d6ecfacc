'use client'

import { type ReactNode, useState } from 'react'
import { parsePoints } from '../../../chain/codec/points.ts'
import { Button } from '../../components/ui/button.tsx'
import { Card, CardTitle } from '../../components/ui/card.tsx'
import { Dialog } from '../../components/ui/dialog.tsx'
import { Fact, Facts } from '../../components/ui/facts.tsx'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { tillSale } from '../../messages/till-sale.ts'
import { isOpen, isPaid, taxOf, tenderOf, totalOf } from './draft.ts'
import { forgetAct } from './till-act.ts'
import { secondsOf } from './till-clock.ts'
import { useConnected } from './till-connection.ts'
import { useMoney } from './till-money.ts'
import { TillProblem } from './till-problem.tsx'
import { useTill } from './till-provider.tsx'
import { useFinish } from './use-finish.ts'
import { usePreview } from './use-preview.ts'
import { useReasons } from './use-reasons.ts'

/** What is to be paid, what it earns, and the end of the sale. */
export function FinishPanel(): ReactNode {
  const text = useText(tillSale)
  const money = useMoney()
  const { device, draft } = useTill()
  const { busy, error, finish } = useFinish()
  const { currency, taxBasisPoints } = device.settings
  const tender = tenderOf(draft)
  const due = totalOf(draft) - tender
  const waits = draft.payments.some(isOpen)
  if (draft.lines.length === 0) return <StartOver />
  return (
    <Card aria-labelledby="total" className="grid gap-4 p-4 sm:p-5">
      <CardTitle id="total" className="sr-only">
        {text.total}
      </CardTitle>
      <Facts>
        <Fact name={text.total} strong>
          {money(totalOf(draft), currency)}
        </Fact>
        {taxBasisPoints > 0 && <Fact name={text.taxInside}>{money(taxOf(draft, taxBasisPoints), currency)}</Fact>}
        {tender > 0n && <Fact name={text.byPoints}>{money(tender, currency)}</Fact>}
      </Facts>
      <Earning />
      <TillProblem error={error} />
      {waits && <p className="text-sm text-soft">{text.waitsForPoints}</p>}
      <Button size="large" wide disabled={busy || waits} onClick={() => void finish()}>
        {busy ? text.finishing : due === 0n ? text.finishPaid : text.finish(money(due, currency))}
      </Button>
      <StartOver />
    </Card>
  )
}

function Earning(): ReactNode {
  const text = useText(tillSale)
  const format = useFormat()
  const reasons = useReasons()
  const connected = useConnected()
  const { draft } = useTill()
  const { data, error } = usePreview()
  const why = data === undefined ? '' : reasons(data.reasons.filter((reason) => reason !== 'noMember'))
  const points = data === undefined ? undefined : format.points(parsePoints(data.earned))
  return (
    <div role="status" className="rounded-2xl bg-leaf-tint p-4">
      {!connected && <p className="text-sm">{text.earnsLater}</p>}
      {connected && data === undefined && error === null && <p className="text-sm text-soft">{text.counting}</p>}
      {connected && error !== null && <p className="text-sm">{text.notCounted}</p>}
      {data !== undefined && points !== undefined && (
        <>
          <p className="text-lg font-semibold text-leaf-strong" data-testid="earns">
            {draft.buyer === undefined ? text.wouldEarn(points) : text.earns(points)}
          </p>
          <p className="text-sm">
            {text.from(format.date(secondsOf(data.activeFrom)))} {why}
          </p>
        </>
      )}
    </div>
  )
}

/** Leaves the sale. Nothing was booked; what was paid with points would have to be refunded, so that it cannot be left then. */
function StartOver(): ReactNode {
  const text = useText(tillSale)
  const { draft, begin } = useTill()
  const [open, setOpen] = useState(false)
  const touched = draft.lines.length > 0 || draft.buyer !== undefined
  if (!touched || draft.at !== undefined) return null
  const stuck = draft.payments.some((payment) => isPaid(payment) || isOpen(payment))
  const leave = async (): Promise<void> => {
    for (const kind of ['payment', 'enrol'] as const) await forgetAct(kind)
    begin()
  }
  return (
    <>
      <Button variant="quiet" className="min-h-12" onClick={() => setOpen(true)}>
        {text.startOver}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={text.startOverTitle}>
        <p>{stuck ? text.startOverStuck : draft.claimLink === null ? text.startOverText : text.startOverClaim}</p>
        <div className="flex flex-wrap gap-3">
          {!stuck && (
            <Button variant="danger" className="min-h-12" onClick={() => void leave()}>
              {text.startOver}
            </Button>
          )}
          <Button variant="secondary" className="min-h-12" onClick={() => setOpen(false)}>
            {text.goOn}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
