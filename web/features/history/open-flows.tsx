'use client'

import { LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import { Badge } from '../../components/ui/badge.tsx'
import { Card, CardTitle } from '../../components/ui/card.tsx'
import { isOpen } from '../../flows/flow-record.ts'
import { useFlows } from '../../flows/flow-store.ts'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { historyText } from '../../messages/history.ts'
import { useSignedIn } from '../session/member-provider.tsx'

/** What was signed in this browser and is not in the read model yet. */
export function OpenFlows(): ReactNode {
  const text = useText(historyText)
  const format = useFormat()
  const { account } = useSignedIn()
  const open = useFlows().filter((record) => isOpen(record) && record.state !== 'signing' && record.account === account)
  if (open.length === 0) return null
  return (
    <Card aria-labelledby="under-way">
      <CardTitle id="under-way">{text.underWay}</CardTitle>
      <ul role="status" className="mt-3 grid gap-2">
        {open.map(({ id, kind, state, startedAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <LoaderCircle aria-hidden className="size-5 animate-spin text-soft" />
            <span className="font-medium">{text.kinds[kind]}</span>
            <span className="text-sm text-soft">{format.dateTime(BigInt(Math.floor(startedAt / 1000)))}</span>
            <Badge tone={state === 'in-block' ? 'good' : 'warn'}>
              {state === 'in-block' ? text.onChain : text.notYet}
            </Badge>
          </li>
        ))}
      </ul>
    </Card>
  )
}
