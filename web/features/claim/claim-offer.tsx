'use client'

import { Gift } from 'lucide-react'
import type { ReactNode } from 'react'
import { BrandMark } from '../../components/brand-mark.tsx'
import { Button } from '../../components/ui/button.tsx'
import { Card } from '../../components/ui/card.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import { startFlow } from '../../flows/start-flow.ts'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { claimText } from '../../messages/claim.ts'
import type { Member } from '../../server/session.ts'
import { type Holding, totalWorth } from '../holdings/holding.ts'
import { useNetwork } from '../network/network-provider.tsx'
import { EnterPanel } from '../session/enter-panel.tsx'
import { useMember } from '../session/member-provider.tsx'
import type { Waiting } from './waiting.ts'

/** What waits, what becomes visible, and the one tap. */
export function ClaimOffer({ waiting }: { waiting: Waiting }): ReactNode {
  const text = useText(claimText)
  const format = useFormat()
  const network = useNetwork()
  const signedIn = useMember()
  const worth = format.money(totalWorth(waiting.holdings))

  const collect = async (member: Member): Promise<void> => {
    const secrets = waiting.holdings.map((holding) => holding.secret)
    const effects = waiting.holdings.map(({ brand, points }) => ({ brandId: brand.id, points: String(points) }))
    const parts = async () => {
      const { claimParts } = await import('./claim-parts.ts')
      return await claimParts({ member, network, secrets })
    }
    const request = { kind: 'claim' as const, effects, summary: { worth }, parts }
    const { state } = await startFlow({ member, network, request })
    // The key has done its work; it need not stay in the address bar, nor in the address the router remembers.
    if (state !== 'cancelled') history.replaceState(null, '', '/claim')
  }

  return (
    <div className="grid gap-5">
      <Card className="grid gap-4">
        <ul className="grid gap-4">
          {waiting.holdings.map((holding) => (
            <WaitingBrand key={holding.brand.id} holding={holding} />
          ))}
        </ul>
        <p className="tabular border-t border-line pt-4 text-lg font-semibold">{text.worth(worth)}</p>
      </Card>
      <Notice>{text.linkable}</Notice>
      {signedIn ? (
        <Button size="large" wide onClick={() => void collect(signedIn)}>
          <Gift aria-hidden className="size-5" />
          {text.collect}
        </Button>
      ) : (
        <EnterPanel
          createLabel={text.collectNew}
          enterLabel={text.collectOld}
          onEntered={(member) => void collect(member)}
        />
      )}
    </div>
  )
}

function WaitingBrand({ holding: { brand, points, worth, lots } }: { holding: Holding }): ReactNode {
  const text = useText(claimText)
  const format = useFormat()
  const [next] = lots
  const cut = brand.announced !== undefined && brand.announced.rate < brand.terms.rate ? brand.announced : undefined
  return (
    <li className="flex items-start gap-4" data-brand={brand.code}>
      <BrandMark code={brand.code} name={brand.name} className="size-12 text-lg" />
      <div className="min-w-0 flex-1">
        <p className="font-semibold break-words">{brand.name}</p>
        <p className="tabular text-sm text-soft">{text.points(format.points(points))}</p>
        {next?.expiresAt !== undefined && (
          <p className="text-sm text-soft">{text.expires(format.points(next.points), format.date(next.expiresAt))}</p>
        )}
        {next !== undefined && next.expiresAt === undefined && <p className="text-sm text-soft">{text.never}</p>}
        {cut && <p className="text-sm font-medium text-warn">{text.cut(format.date(cut.effectiveAt))}</p>}
      </div>
      <p className="tabular font-semibold">{format.money(worth)}</p>
    </li>
  )
}
