'use client'

import { CalendarClock, Hourglass, LifeBuoy, LockOpen, type LucideIcon, Store } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Button } from '../../components/ui/button.tsx'
import { Card } from '../../components/ui/card.tsx'
import type { Formatter } from '../../i18n/formatter.ts'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { noticesText } from '../../messages/notices.ts'
import type { MemberNotice } from './notices-of.ts'

const icons: Record<MemberNotice['kind'], LucideIcon> = {
  change: CalendarClock,
  windDown: Store,
  expiring: Hourglass,
  unlocking: LockOpen,
  recovery: LifeBuoy,
}

/** A notice, when it happens, and what can be done about it. */
export function NoticeCard({ notice, now }: { notice: MemberNotice; now: bigint }): ReactNode {
  const text = useText(noticesText)
  const format = useFormat()
  const { kind, at, worth } = notice
  const Icon = icons[kind]
  const [title, ...more] = noticeLines(notice, text, format)
  const when = [format.date(kind === 'expiring' ? at - 1n : at), format.daysFrom(at, now)] as const
  return (
    <Card className="flex gap-4">
      <span className="grid size-10 shrink-0 place-items-center rounded-full bg-warn-tint text-warn">
        <Icon aria-hidden className="size-5" />
      </span>
      <div className="grid min-w-0 flex-1 gap-2">
        <h2 className="font-semibold">{title}</h2>
        {more.map((line) => (
          <p key={line} className="text-sm">
            {line}
          </p>
        ))}
        <p className="text-sm text-soft">{isLoss(notice) ? text.until(...when) : text.at(...when)}</p>
        {worth !== undefined && worth > 0n && <p className="text-sm text-soft">{text.worth(format.money(worth))}</p>}
        <NoticeActions notice={notice} />
      </div>
    </Card>
  )
}

/** Leaving before it happens pays more than leaving after it. */
function isLoss({ kind, brand }: MemberNotice): boolean {
  const { terms, announced } = brand ?? {}
  if (kind !== 'change' || !terms || !announced) return false
  return announced.rate < terms.rate || announced.promisePercent < terms.promisePercent
}

function noticeLines(
  { kind, brand, points }: MemberNotice,
  text: (typeof noticesText)['en'],
  format: Formatter,
): string[] {
  const name = brand?.name ?? ''
  if (kind === 'recovery' || kind === 'unlocking') return [text[kind]]
  if (kind === 'windDown') return [text.windDown(name)]
  if (kind === 'expiring') return [text.expiring(format.points(points ?? 0n), name)]
  const { terms, announced } = brand ?? {}
  if (!terms || !announced) return [text.terms(name)]
  const rates = [name, format.rate(terms.rate), format.rate(announced.rate)] as const
  const lines = [
    announced.rate < terms.rate && text.rateCut(...rates),
    announced.rate > terms.rate && text.rateRise(...rates),
    announced.promisePercent < terms.promisePercent &&
      text.promiseCut(name, String(terms.promisePercent), String(announced.promisePercent)),
    announced.spreadBps !== terms.spreadBps &&
      text.spreadRise(name, format.percent(terms.spreadBps), format.percent(announced.spreadBps)),
  ].filter((line) => line !== false)
  return lines.length === 0 ? [text.terms(name)] : lines
}

function NoticeActions({ notice }: { notice: MemberNotice }): ReactNode {
  const text = useText(noticesText)
  const { kind, brand } = notice
  if (kind === 'recovery' || kind === 'unlocking') {
    return (
      <div>
        <Button asChild size="small" variant={kind === 'recovery' ? 'danger' : 'secondary'}>
          <Link href="/safety" prefetch={false}>
            {text.toSafety}
          </Link>
        </Button>
      </div>
    )
  }
  if (!brand) return null
  return (
    <div className="flex flex-wrap gap-2">
      <Button asChild size="small">
        <Link href={`/swap?from=${brand.code}${kind === 'expiring' ? '' : '&all=1'}`} prefetch={false}>
          {isLoss(notice) ? text.leave : text.use}
        </Link>
      </Button>
      {kind === 'expiring' && (
        <Button asChild size="small" variant="secondary">
          <Link href={`/donate?from=${brand.code}`} prefetch={false}>
            {text.give}
          </Link>
        </Button>
      )}
    </div>
  )
}
