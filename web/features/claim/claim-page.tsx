'use client'

import { useQuery } from '@tanstack/react-query'
import { Gift, Unlink } from 'lucide-react'
import { type ReactNode, useSyncExternalStore } from 'react'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import { Skeleton } from '../../components/ui/skeleton.tsx'
import { useText } from '../../i18n/provider.tsx'
import { claimText } from '../../messages/claim.ts'
import { clockOf, useNetwork } from '../network/network-provider.tsx'
import { useMember } from '../session/member-provider.tsx'
import { useFlow } from '../../flows/use-flow.ts'
import { ClaimDone } from './claim-done.tsx'
import { ClaimOffer } from './claim-offer.tsx'
import { type ClaimSecret, readClaimLink } from './claim-link.ts'

function subscribe(tell: () => void): () => void {
  addEventListener('hashchange', tell)
  return () => removeEventListener('hashchange', tell)
}

/** Shows what waits behind the link, before anybody has to sign up, and moves it with one tap. */
export function ClaimPage(): ReactNode {
  const text = useText(claimText)
  const fragment = useSyncExternalStore(
    subscribe,
    () => location.hash,
    () => undefined,
  )
  const flow = useFlow('claim')
  if (flow.record) {
    return (
      <>
        <PageHeader title={flow.record.state === 'shown' ? text.doneTitle : text.busyTitle} />
        <ClaimDone record={flow.record} onDone={flow.dismiss} />
      </>
    )
  }
  return (
    <>
      <PageHeader title={text.title}>
        <p>{text.lead}</p>
      </PageHeader>
      <Offer fragment={fragment} />
    </>
  )
}

function Offer({ fragment }: { fragment: string | undefined }): ReactNode {
  const text = useText(claimText)
  if (fragment === undefined) return <Looking />
  const secrets = readClaimLink(fragment)
  if (secrets === undefined) {
    return (
      <EmptyState Icon={Unlink} title={text.badTitle}>
        <p>{text.badText}</p>
      </EmptyState>
    )
  }
  return <WaitingPoints secrets={secrets} />
}

function Looking(): ReactNode {
  const text = useText(claimText)
  return (
    <div className="grid gap-4">
      <p role="status" className="sr-only">
        {text.looking}
      </p>
      <Skeleton className="h-24 rounded-card" />
      <Skeleton className="h-24 rounded-card" />
    </div>
  )
}

function WaitingPoints({ secrets }: { secrets: readonly ClaimSecret[] }): ReactNode {
  const text = useText(claimText)
  const network = useNetwork()
  const member = useMember()
  const { data, isError } = useQuery({
    queryKey: ['waiting', secrets.map((secret) => secret.brandId), secrets[0]?.privateKey.slice(0, 10)],
    queryFn: async () => {
      const { readWaiting } = await import('./waiting.ts')
      return await readWaiting(secrets, clockOf(network))
    },
    gcTime: 0,
  })
  if (data === undefined) return isError ? <Notice tone="warn">{text.wait}</Notice> : <Looking />
  if (data.holdings.length > 0) return <ClaimOffer waiting={data} />
  const [movedTo] = data.movedTo
  const mine = movedTo?.toLowerCase() === member?.account.toLowerCase()
  return (
    <EmptyState Icon={Gift} title={text.emptyTitle}>
      <p>{movedTo === undefined ? text.emptyText : mine ? text.toYou : text.toOther}</p>
    </EmptyState>
  )
}
