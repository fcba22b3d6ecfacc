'use client'

import { CircleCheck, CircleX, Hourglass, Signature } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { QrCode } from '../../components/qr-code.tsx'
import { Button } from '../../components/ui/button.tsx'
import { useText } from '../../i18n/provider.tsx'
import { tillPay } from '../../messages/till-pay.ts'
import { isSignedCode } from '../pay/signed-code.ts'
import { ScanButton } from '../scan/scan-button.tsx'
import { paidOf } from './draft.ts'
import { tillRequest } from './till-api.ts'
import { serviceNow } from './till-clock.ts'
import { useMoney } from './till-money.ts'
import { TillProblem } from './till-problem.tsx'
import { useTill } from './till-provider.tsx'
import type { PaymentAnswer } from './till-types.ts'
import { useHandOver } from './use-hand-over.ts'
import { usePaymentNews } from './use-payment-news.ts'
import { useScanner } from './use-scanner.ts'

const ICONS = {
  requested: Hourglass,
  confirmed: Signature,
  done: CircleCheck,
  cancelled: CircleX,
  timedOut: CircleX,
  failed: CircleX,
  paidLate: CircleX,
} as const

interface PaymentItemProps {
  payment: PaymentAnswer
  onNews: (payment: PaymentAnswer) => void
}

/** One payment with points, as it stands at this moment. */
export function PaymentItem({ payment, onNews }: PaymentItemProps): ReactNode {
  const text = useText(tillPay)
  const money = useMoney()
  const { device } = useTill()
  const [error, setError] = useState<unknown>()
  usePaymentNews(payment, onNews)
  const { id, state, version, link, acceptable, accepted } = payment
  const Icon = ICONS[state]
  // A state can be acted on once: the key stands for both, and is the same after a reload.
  const act = async (verb: 'cancel' | 'accept'): Promise<void> => {
    setError(undefined)
    try {
      const key = `${verb}-${id}-${version}`
      onNews(await tillRequest<PaymentAnswer>({ method: 'POST', path: `/payments/${id}/${verb}`, body: '{}', key }))
    } catch (failed) {
      setError(failed)
    }
  }
  return (
    <li className="grid gap-3 rounded-2xl bg-sunken p-4" data-payment-state={state}>
      <div className="flex items-center justify-between gap-3">
        <p role="status" className="flex min-w-0 items-center gap-2 font-semibold">
          <Icon aria-hidden className={state === 'done' ? 'size-6 shrink-0 text-leaf' : 'size-6 shrink-0 text-soft'} />
          {accepted && state === 'confirmed' ? text.accepted : text.state[state]}
        </p>
        <p className="tabular text-lg font-bold">{money(paidOf(payment), device.settings.currency)}</p>
      </div>
      <p className="text-sm text-soft">{text.stateText[state]}</p>
      {state === 'requested' && link !== null && (
        <div className="grid justify-items-center gap-2">
          <QrCode text={link} label={text.codeLabel} />
          <Countdown until={payment.expiresAt} />
        </div>
      )}
      {state === 'requested' && (
        <>
          <SignedCode payment={payment} onNews={onNews} />
          <Button variant="secondary" className="min-h-12" onClick={() => void act('cancel')}>
            {text.cancel}
          </Button>
        </>
      )}
      {acceptable && (
        <Button variant="secondary" className="min-h-12" onClick={() => void act('accept')}>
          {text.accept}
        </Button>
      )}
      <TillProblem error={error} />
    </li>
  )
}

/** What a member signed on a phone without a connection: it is handed over from here. */
function SignedCode({ payment, onNews }: PaymentItemProps): ReactNode {
  const text = useText(tillPay)
  const { busy, error, handOver } = useHandOver(payment, onNews)
  useScanner((scanned) => {
    if (isSignedCode(scanned)) void handOver(scanned)
  })
  return (
    <div className="grid gap-2 [&_button]:min-h-12 [&_button]:w-full">
      <ScanButton label={busy ? text.handingOver : text.scanSigned} onText={(code) => void handOver(code)} />
      <p className="text-sm text-soft">{text.scanSignedHint}</p>
      <TillProblem error={error} />
    </div>
  )
}

function Countdown({ until }: { until: string }): ReactNode {
  const text = useText(tillPay)
  const left = (): number => Math.max(0, Math.round((Date.parse(until) - serviceNow().getTime()) / 1_000))
  const [seconds, setSeconds] = useState(left)
  useEffect(() => {
    const timer = setInterval(() => setSeconds(left()), 1_000)
    return () => clearInterval(timer)
  })
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  return (
    <p role="timer" aria-live="off" className="tabular text-sm text-soft">
      {text.left(clock)}
    </p>
  )
}
