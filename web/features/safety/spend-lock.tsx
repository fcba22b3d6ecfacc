'use client'

import { useQuery } from '@tanstack/react-query'
import { Lock, LockOpen } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { ask } from '../../browser/api.ts'
import { Badge } from '../../components/ui/badge.tsx'
import { Button } from '../../components/ui/button.tsx'
import { Card, CardTitle } from '../../components/ui/card.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import { Skeleton } from '../../components/ui/skeleton.tsx'
import { FlowProgress } from '../../flows/flow-progress.tsx'
import { useFlow } from '../../flows/use-flow.ts'
import type { MetaRow } from '../../graphql/rows.ts'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { flows } from '../../messages/flows.ts'
import { safetyText } from '../../messages/safety.ts'
import { chainNow } from '../holdings/chain-now.ts'
import { useSignedIn } from '../session/member-provider.tsx'
import { DelaySelect } from './delay-select.tsx'
import { delayText } from './delay-text.ts'

/** What the chain says while no unlocking is under way. */
const FOR_EVER = 2n ** 40n - 1n
const LOCK_DAYS = [1, 3, 7, 30]

interface LockState {
  locked: boolean
  /** When it ends, where it is being lifted. */
  endsAt: bigint | undefined
  delay: number
}

function useLock(): { lock: LockState | undefined; failed: boolean } {
  const { account } = useSignedIn()
  const { data, isError } = useQuery({
    queryKey: ['lock', account],
    queryFn: () =>
      ask<{ member: { unlockDelay: string; unlockAt: string } | null; _meta: MetaRow }>('LockOf', {
        member: account.toLowerCase(),
      }),
    refetchInterval: 15_000,
  })
  if (data === undefined) return { lock: undefined, failed: isError }
  const unlockAt = BigInt(data.member?.unlockAt ?? 0)
  const locked = unlockAt > chainNow(data._meta)
  const endsAt = locked && unlockAt < FOR_EVER ? unlockAt : undefined
  return { lock: { locked, endsAt, delay: Number(data.member?.unlockDelay ?? 0) }, failed: false }
}

/** Stops everything, and takes its time to let go. */
export function SpendLock(): ReactNode {
  const text = useText(safetyText)
  const { lock, failed } = useLock()
  return (
    <Card aria-labelledby="lock" className="grid gap-4">
      <CardTitle id="lock" className="flex items-center gap-2">
        <Lock aria-hidden className="size-5 text-leaf-strong" />
        {text.lockTitle}
      </CardTitle>
      <p className="max-w-prose text-sm text-soft">{text.lockText}</p>
      {failed && <Notice tone="warn">{text.failed}</Notice>}
      {lock === undefined ? !failed && <Skeleton className="h-24" /> : <LockForm lock={lock} />}
    </Card>
  )
}

function LockForm({ lock }: { lock: LockState }): ReactNode {
  const text = useText(safetyText)
  const words = useText(flows)
  const format = useFormat()
  const locking = useFlow('lock')
  const unlocking = useFlow('unlock')
  const [chosen, setChosen] = useState(86_400 * 3)
  if (locking.record || unlocking.record) {
    const [flow, sentence] = locking.record ? [locking, text.lockedDone] : [unlocking, text.unlockDone]
    return (
      flow.record && (
        <FlowProgress record={flow.record} onDone={flow.dismiss}>
          <p>{sentence}</p>
        </FlowProgress>
      )
    )
  }
  const least = lock.locked ? lock.delay : 0
  const delay = Math.max(chosen, least)
  const busy = locking.signing || unlocking.signing
  const turnOn = (): Promise<unknown> => locking.start({ intents: [{ verb: 'Lock', message: { unlockDelay: delay } }] })
  const turnOff = (): Promise<unknown> => unlocking.start({ intents: [{ verb: 'Unlock', message: {} }] })
  return (
    <div className="grid gap-4">
      <div role="status" className="grid gap-2">
        <p>
          <Badge tone={lock.locked ? 'warn' : 'plain'}>
            {lock.locked ? <Lock aria-hidden className="size-3.5" /> : <LockOpen aria-hidden className="size-3.5" />}
            {lock.locked ? text.lockOn : text.lockOff}
          </Badge>
        </p>
        {lock.locked && (
          <p className="text-sm">
            {lock.endsAt === undefined
              ? text.lockDelay(delayText(lock.delay, text, format))
              : text.unlocking(format.dateTime(lock.endsAt))}
          </p>
        )}
        {busy && <p className="font-medium">{words.signing}</p>}
      </div>
      {!lock.locked && <DelaySelect label={text.howLong} options={LOCK_DAYS} value={delay} onChange={setChosen} />}
      <div className="flex flex-wrap gap-3">
        {!lock.locked && (
          <Button disabled={busy} onClick={() => void turnOn()}>
            {text.lock}
          </Button>
        )}
        {lock.endsAt !== undefined && (
          <Button disabled={busy} onClick={() => void turnOn()}>
            {text.relock}
          </Button>
        )}
        {lock.locked && lock.endsAt === undefined && (
          <Button variant="danger" disabled={busy} onClick={() => void turnOff()}>
            {text.unlock}
          </Button>
        )}
      </div>
    </div>
  )
}
