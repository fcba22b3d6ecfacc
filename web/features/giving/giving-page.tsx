'use client'

import { Heart } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { AboutMoney } from '../../components/about-money.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Button } from '../../components/ui/button.tsx'
import { Card, CardTitle } from '../../components/ui/card.tsx'
import { Fact, Facts } from '../../components/ui/facts.tsx'
import type { CauseRow, MovementRow } from '../../graphql/rows.ts'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { givingText } from '../../messages/giving.ts'
import { GivingChart } from './giving-chart.tsx'

interface GivingPageProps {
  givings: readonly { causeId: number; value: string; donations: number }[]
  gifts: readonly MovementRow[]
  causes: readonly CauseRow[]
}

/** What a member gave: all of it, by month, by cause, and each gift with its receipt. */
export function GivingPage({ givings, gifts, causes }: GivingPageProps): ReactNode {
  const text = useText(givingText)
  const format = useFormat()
  if (givings.length === 0) {
    return (
      <EmptyState Icon={Heart} title={text.empty}>
        <p>{text.emptyText}</p>
        <Button asChild>
          <Link href="/donate">{text.give}</Link>
        </Button>
      </EmptyState>
    )
  }
  const total = givings.reduce((sum, { value }) => sum + BigInt(value), 0n)
  const count = givings.reduce((sum, { donations }) => sum + donations, 0)
  const nameOf = (id: number | null): string => causes.find((cause) => cause.id === id)?.name ?? ''
  return (
    <div className="grid gap-6">
      <section>
        <h2 className="text-sm font-medium text-soft">{text.total}</h2>
        <p className="tabular mt-1 text-5xl font-bold tracking-tighter">{format.money(total)}</p>
        <p className="mt-2 flex gap-3 text-sm text-soft">
          <AboutMoney amount={total} />
          <span>{count === 1 ? text.oneGift : text.gifts(format.count(count))}</span>
        </p>
      </section>
      <Card className="grid gap-4">
        <CardTitle>{text.perMonth}</CardTitle>
        <GivingChart gifts={gifts} />
      </Card>
      <Card className="grid gap-4">
        <CardTitle>{text.perCause}</CardTitle>
        <Facts>
          {givings.map(({ causeId, value }) => (
            <Fact key={causeId} name={nameOf(causeId)}>
              {format.money(BigInt(value))}
            </Fact>
          ))}
        </Facts>
      </Card>
      <Card>
        <CardTitle>{text.list}</CardTitle>
        <ul className="divide-y divide-line">
          {gifts.map((gift) => (
            <li key={gift.id} className="flex items-center gap-4 py-2">
              <div className="min-w-0 flex-1">
                <p className="font-medium break-words">{nameOf(gift.causeId)}</p>
                <p className="text-sm text-soft">{format.dateTime(BigInt(gift.time))}</p>
              </div>
              <span className="tabular font-semibold">{format.money(BigInt(gift.value ?? 0))}</span>
              <Link
                href={`/giving/${encodeURIComponent(gift.id)}`}
                prefetch={false}
                aria-label={`${text.receipt}: ${nameOf(gift.causeId)}, ${format.dateTime(BigInt(gift.time))}`}
                className="grid min-h-11 place-items-center rounded-full px-2 text-sm font-semibold text-leaf-strong"
              >
                {text.receipt}
              </Link>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  )
}
