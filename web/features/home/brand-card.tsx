'use client'

import { ArrowLeftRight, HandHeart, Hourglass, LoaderCircle, TrendingDown } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { AboutMoney } from '../../components/about-money.tsx'
import { brandHue } from '../../components/brand-hue.ts'
import { Badge } from '../../components/ui/badge.tsx'
import { classNames } from '../../components/ui/class-names.ts'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { homeText } from '../../messages/home.ts'
import { coverBps } from '../holdings/brand.ts'
import type { Holding } from '../holdings/holding.ts'

interface BrandCardProps {
  holding: Holding
  /** Points under way, with a sign. */
  pending: bigint | undefined
  now: bigint
}

/** One brand as a card of its colour: points, worth, what expires next. */
export function BrandCard({ holding, pending, now }: BrandCardProps): ReactNode {
  const { brand, points, worth } = holding
  const text = useText(homeText)
  const format = useFormat()
  return (
    <li
      className={classNames(
        brandHue(brand.code),
        'flex min-w-0 flex-col overflow-hidden rounded-card border border-line bg-card shadow-card',
      )}
      data-brand={brand.code}
    >
      <div className="relative isolate overflow-hidden bg-linear-to-br from-brand to-brand-deep p-5 text-white">
        <Rings />
        <div className="flex items-start justify-between gap-3">
          <h3 className="text-base font-semibold break-words">{brand.name}</h3>
          <CoverBadge holding={holding} />
        </div>
        <p className="tabular mt-6 text-4xl font-bold tracking-tight" data-testid="points">
          {format.points(points)}
          <span className="ms-2 text-base font-medium tracking-normal">{text.points('').trim()}</span>
        </p>
        <p className="mt-1 text-sm font-medium">
          {text.worthOf(format.money(worth))}
          <AboutMoney amount={worth} className="ms-2" />
        </p>
        {pending !== undefined && pending !== 0n && (
          <p
            className="tabular mt-2 inline-flex items-center gap-1.5 rounded-full bg-white/95 px-2.5 py-0.5 text-xs font-semibold text-neutral-900"
            data-testid="pending"
          >
            <LoaderCircle aria-hidden className="size-3.5 animate-spin" />
            {text.pending(`${pending > 0n ? '+' : '−'}${format.points(pending > 0n ? pending : -pending)}`)}
          </p>
        )}
      </div>
      <div className="flex flex-1 flex-col justify-between gap-3 p-4">
        <NextExpiry holding={holding} now={now} />
        <div className="flex gap-2" role="group" aria-label={text.actions(brand.name)}>
          <CardLink href={`/swap?from=${brand.code}`} Icon={ArrowLeftRight} label={text.swap} />
          <CardLink href={`/donate?from=${brand.code}`} Icon={HandHeart} label={text.give} />
        </div>
      </div>
    </li>
  )
}

function Rings(): ReactNode {
  return (
    <svg aria-hidden viewBox="0 0 200 200" className="absolute -end-14 -top-20 -z-10 size-56 fill-none stroke-white/15">
      <circle cx="100" cy="100" r="40" strokeWidth="10" />
      <circle cx="100" cy="100" r="66" strokeWidth="6" />
      <circle cx="100" cy="100" r="92" strokeWidth="3" />
    </svg>
  )
}

function CoverBadge({ holding: { brand } }: { holding: Holding }): ReactNode {
  const text = useText(homeText)
  const format = useFormat()
  const cover = coverBps(brand)
  if (cover >= 10_000n) return null
  const percent = format.percent((cover / 100n) * 100n)
  return (
    <Badge tone="warn" title={text.coverHint(brand.name, percent)}>
      <TrendingDown aria-hidden className="size-3.5" />
      {text.cover(percent)}
      <span className="sr-only">{text.coverHint(brand.name, percent)}</span>
    </Badge>
  )
}

function NextExpiry({ holding, now }: { holding: Holding; now: bigint }): ReactNode {
  const text = useText(homeText)
  const format = useFormat()
  const [next] = holding.lots
  if (next === undefined) return null
  const { expiresAt } = next
  return (
    <p className="flex items-start gap-2 text-sm text-soft">
      <Hourglass aria-hidden className="mt-0.5 size-4 shrink-0" />
      {expiresAt === undefined
        ? text.neverExpires
        : text.expires(format.points(next.points), format.date(expiresAt), format.daysFrom(expiresAt, now))}
    </p>
  )
}

function CardLink({ href, Icon, label }: { href: string; Icon: typeof HandHeart; label: string }): ReactNode {
  return (
    <Link
      href={href}
      prefetch={false}
      className="flex min-h-10 flex-1 items-center justify-center gap-2 rounded-full bg-brand-tint px-3 text-sm font-semibold text-ink hover:bg-sunken"
    >
      <Icon aria-hidden className="size-4" />
      {label}
    </Link>
  )
}
