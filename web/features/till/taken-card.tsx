'use client'

import { CircleCheck } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { parsePoints } from '../../../chain/codec/points.ts'
import { Button } from '../../components/ui/button.tsx'
import { Card } from '../../components/ui/card.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { tillReturn } from '../../messages/till-return.ts'
import { microsOf } from './till-amounts.ts'
import type { TakenAnswer } from './till-types.ts'

/** What became of a return or a void. */
export function TakenCard({ taken, onNext }: { taken: TakenAnswer; onNext: () => void }): ReactNode {
  const text = useText(tillReturn)
  const format = useFormat()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const points = parsePoints(taken.taken)
  const paid = taken.payments.reduce((sum, { value }) => sum + microsOf(value), 0n)
  return (
    <Card className="mx-auto grid w-full max-w-md justify-items-center gap-4 text-center" data-testid="taken">
      <CircleCheck aria-hidden className="size-12 text-leaf" />
      <h2 ref={heading} tabIndex={-1} className="text-2xl font-bold tracking-tight outline-none">
        {text.done}
      </h2>
      <p className="font-mono text-sm break-all text-soft" dir="ltr">
        {taken.order}
      </p>
      <p className="text-lg">{points > 0n ? text.taken(format.points(points)) : text.nothingTaken}</p>
      {paid > 0n && <Notice className="text-start">{text.refund(format.money(paid))}</Notice>}
      <Button className="min-h-13" wide onClick={onNext}>
        {text.next}
      </Button>
    </Card>
  )
}
