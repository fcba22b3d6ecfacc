'use client'

import { CloudCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { EmptyState } from '../../components/empty-state.tsx'
import { Button } from '../../components/ui/button.tsx'
import { Card, CardTitle } from '../../components/ui/card.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { tillText } from '../../messages/till.ts'
import { tillProblems } from '../../messages/till-problems.ts'
import { type QueuedSale, forgetQueued, tryAgain } from './queue.ts'
import { microsOf } from './till-amounts.ts'
import { secondsOf } from './till-clock.ts'
import { useMoney } from './till-money.ts'
import { problemSentence } from './till-problem.tsx'

/** Sales that were made without a connection and are not told yet. */
export function QueueView({ sales }: { sales: readonly QueuedSale[] }): ReactNode {
  const text = useText(tillText)
  if (sales.length === 0) {
    return (
      <EmptyState Icon={CloudCheck} title={text.queueEmpty}>
        <p>{text.queueEmptyText}</p>
      </EmptyState>
    )
  }
  return (
    <Card aria-labelledby="queue" className="grid gap-4">
      <CardTitle id="queue">{text.queueTitle}</CardTitle>
      <p className="text-sm text-soft">{text.queueText}</p>
      <ul className="divide-y divide-line">
        {sales.map((sale) => (
          <QueueItem key={sale.body.sale} sale={sale} />
        ))}
      </ul>
    </Card>
  )
}

function QueueItem({ sale: { body, problem } }: { sale: QueuedSale }): ReactNode {
  const text = useText(tillText)
  const problems = useText(tillProblems)
  const format = useFormat()
  const money = useMoney()
  const total = body.lines.reduce((sum, { net, tax }) => sum + microsOf(net) + microsOf(tax), 0n)
  return (
    <li className="grid gap-2 py-4">
      <div className="flex items-baseline justify-between gap-4">
        <p className="min-w-0">
          <span className="block font-mono text-sm font-semibold break-all" dir="ltr">
            {body.order}
          </span>
          <span className="text-sm text-soft">{format.dateTime(secondsOf(body.at))}</span>
        </p>
        <p className="tabular font-semibold">{money(total, body.currency)}</p>
      </div>
      {problem !== undefined && (
        <>
          <Notice tone="warn" title={text.queueRefused}>
            {problemSentence(problem.code, problem.detail, problems)}
          </Notice>
          <div className="flex flex-wrap gap-3">
            <Button variant="secondary" className="min-h-12" onClick={() => void tryAgain(body.sale)}>
              {text.queueAgain}
            </Button>
            <Button variant="danger" className="min-h-12" onClick={() => void forgetQueued(body.sale)}>
              {text.queueForget}
            </Button>
          </div>
        </>
      )}
    </li>
  )
}
