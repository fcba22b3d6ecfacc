'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { MonitorSmartphone } from 'lucide-react'
import type { ReactNode } from 'react'
import { api } from '../../browser/api.ts'
import { Badge } from '../../components/ui/badge.tsx'
import { Button } from '../../components/ui/button.tsx'
import { Card, CardTitle } from '../../components/ui/card.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import { Skeleton } from '../../components/ui/skeleton.tsx'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { safetyText } from '../../messages/safety.ts'
import { useNetwork } from '../network/network-provider.tsx'
import { useSignedIn } from '../session/member-provider.tsx'
import { signOut } from '../session/sign-out.ts'
import type { OpenSession } from '../../server/sessions.ts'
import { browserName } from './browser-name.ts'

type ShownSession = OpenSession & { current: boolean }

/** Leaves without a trace of the member in this page. */
const toFrontPage = (): void => location.assign('/')

/** Browsers that are signed in, and how to end that. */
export function Sessions(): ReactNode {
  const text = useText(safetyText)
  const { account } = useSignedIn()
  const network = useNetwork()
  const queries = useQueryClient()
  const { data, isError } = useQuery({
    queryKey: ['sessions', account],
    queryFn: () => api<ShownSession[]>('/api/sessions'),
  })
  const end = useMutation({
    mutationFn: async (which: 'this' | 'all' | { id: string }) => {
      if (typeof which === 'object') await api(`/api/sessions/${which.id}`, { method: 'DELETE' })
      else await signOut({ network, everywhere: which === 'all' })
    },
    onSuccess: (_, which) => {
      if (typeof which === 'string') toFrontPage()
      else void queries.invalidateQueries({ queryKey: ['sessions'] })
    },
  })
  return (
    <Card aria-labelledby="sessions" className="grid gap-4">
      <CardTitle id="sessions" className="flex items-center gap-2">
        <MonitorSmartphone aria-hidden className="size-5 text-leaf-strong" />
        {text.sessionsTitle}
      </CardTitle>
      <p className="max-w-prose text-sm text-soft">{text.sessionsText}</p>
      <div role="status" className="empty:hidden">
        {(end.isError || (isError && data === undefined)) && <Notice tone="warn">{text.failed}</Notice>}
      </div>
      {data === undefined && !isError && <Skeleton className="h-20" />}
      <ul className="grid gap-2 empty:hidden">
        {data?.map((session) => (
          <SessionLine
            key={session.id}
            session={session}
            disabled={end.isPending}
            onEnd={() => end.mutate(session.current ? 'this' : { id: session.id })}
          />
        ))}
      </ul>
      <div>
        <Button variant="danger" disabled={end.isPending} onClick={() => end.mutate('all')}>
          {text.signOutAll}
        </Button>
      </div>
    </Card>
  )
}

interface SessionLineProps {
  session: ShownSession
  disabled: boolean
  onEnd: () => void
}

function SessionLine({ session: { device, seenAt, current }, disabled, onEnd }: SessionLineProps): ReactNode {
  const text = useText(safetyText)
  const format = useFormat()
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-2xl border border-line px-4 py-3">
      <div className="min-w-40 flex-1">
        <p className="font-medium">{browserName(device) ?? text.unknownBrowser}</p>
        <p className="text-sm text-soft">{text.seen(format.dateTime(BigInt(Math.floor(seenAt / 1000))))}</p>
      </div>
      {current && <Badge tone="good">{text.thisOne}</Badge>}
      <Button size="small" variant="secondary" disabled={disabled} onClick={onEnd}>
        {current ? text.signOut : text.signOutOther}
      </Button>
    </li>
  )
}
