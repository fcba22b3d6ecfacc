'use client'

import { UserRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { parsePoints } from '../../../chain/codec/points.ts'
import { QrCode } from '../../components/qr-code.tsx'
import { Button } from '../../components/ui/button.tsx'
import { Fact, Facts } from '../../components/ui/facts.tsx'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { tillSale } from '../../messages/till-sale.ts'
import { type Buyer, isOpen, isPaid } from './draft.ts'
import { microsOf } from './till-amounts.ts'
import { secondsOf } from './till-clock.ts'
import { useTill } from './till-provider.tsx'
import type { MemberAnswer } from './till-types.ts'

/** Who buys, and what they may know of their points. */
export function BuyerCard({ buyer, claimLink }: { buyer: Buyer; claimLink: string | null }): ReactNode {
  const text = useText(tillSale)
  const { draft, change } = useTill()
  const fixed = draft.at !== undefined || draft.payments.some((payment) => isPaid(payment) || isOpen(payment))
  return (
    <div className="grid gap-4" data-testid="buyer">
      <div role="status" className="flex items-center gap-3">
        <span className="grid size-12 shrink-0 place-items-center rounded-full bg-leaf-tint text-leaf-strong">
          <UserRound aria-hidden className="size-6" />
        </span>
        <div className="min-w-0">
          <p className="text-lg font-semibold break-words">
            <bdi>{buyer.kind === 'shown' ? text.shownLater : buyer.alias}</bdi>
          </p>
          <p className="text-sm text-soft">{stateOf(buyer, text)}</p>
        </div>
      </div>
      {buyer.kind === 'found' && <Points points={buyer.points} />}
      {claimLink !== null && (
        <div className="grid justify-items-center gap-2 text-center">
          <QrCode text={claimLink} label={text.claimLabel} />
          <p className="text-sm text-soft">{text.claimHint}</p>
        </div>
      )}
      {!fixed && claimLink === null && (
        <div>
          <Button
            variant="secondary"
            className="min-h-12"
            onClick={() => change((now) => ({ ...now, buyer: undefined }))}
          >
            {text.otherBuyer}
          </Button>
        </div>
      )}
    </div>
  )
}

function stateOf(buyer: Buyer, text: (typeof tillSale)['en']): string {
  if (buyer.kind === 'shown') return text.shownText
  if (buyer.kind === 'enrolled') return text.enrolled
  return buyer.known ? text.isMember : text.newMember
}

function Points({ points }: { points: MemberAnswer['points'] }): ReactNode {
  const text = useText(tillSale)
  const format = useFormat()
  const { active, worth, pending, nextAt, owed } = points
  const waiting = parsePoints(pending)
  const debt = parsePoints(owed)
  return (
    <Facts className="rounded-2xl bg-sunken p-4">
      <Fact name={text.has} strong>
        {active === null ? text.unknownPoints : format.points(parsePoints(active))}
        {worth !== null && <span className="ms-2 text-sm font-medium text-soft">{format.money(microsOf(worth))}</span>}
      </Fact>
      {waiting > 0n && (
        <Fact name={text.pending}>
          {format.points(waiting)}
          {nextAt !== null && <span className="ms-2 text-soft">{text.from(format.date(secondsOf(nextAt)))}</span>}
        </Fact>
      )}
      {debt > 0n && <Fact name={text.owed}>{format.points(debt)}</Fact>}
    </Facts>
  )
}
