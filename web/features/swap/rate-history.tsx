'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ask } from '../../browser/api.ts'
import { brandHue } from '../../components/brand-hue.ts'
import { Card, CardTitle } from '../../components/ui/card.tsx'
import { classNames } from '../../components/ui/class-names.ts'
import type { Items } from '../../graphql/rows.ts'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { swapText } from '../../messages/swap.ts'
import type { Brand } from '../holdings/brand.ts'
import { type RateStep, rateSteps, stepPath } from './rate-steps.ts'

interface AnnouncementRow {
  brandId: number
  rate: string
  effectiveAt: string
  cancelledAt: string | null
}

/** What a point of each side was worth since there is one. */
export function RateHistory({ brands, now }: { brands: readonly Brand[]; now: bigint }): ReactNode {
  const text = useText(swapText)
  const brandIds = brands.map((brand) => brand.id)
  const { data } = useQuery({
    queryKey: ['rate-history', ...brandIds],
    queryFn: () => ask<{ announcements: Items<AnnouncementRow> }>('RateHistory', { brandIds }),
    staleTime: 60_000,
  })
  if (data === undefined) return null
  const rows = data.announcements.items
    .filter(({ cancelledAt, effectiveAt }) => cancelledAt === null || BigInt(cancelledAt) >= BigInt(effectiveAt))
    .map((row) => ({ brandId: row.brandId, rate: BigInt(row.rate), at: BigInt(row.effectiveAt) }))
  return (
    <Card className="grid gap-4">
      <CardTitle>{text.history}</CardTitle>
      <div className="grid gap-6 sm:grid-cols-2">
        {brands.map((brand) => (
          <RateChart
            key={brand.id}
            brand={brand}
            steps={rateSteps(
              rows.filter((row) => row.brandId === brand.id),
              now,
            )}
          />
        ))}
      </div>
    </Card>
  )
}

const WIDTH = 280
const HEIGHT = 72

function RateChart({ brand, steps }: { brand: Brand; steps: readonly RateStep[] }): ReactNode {
  const text = useText(swapText)
  const format = useFormat()
  const [first] = steps
  const last = steps.at(-1)
  if (!first || !last) return null
  const rates = steps.map((step) => step.rate)
  const [low, high] = [rates.reduce((a, b) => (b < a ? b : a)), rates.reduce((a, b) => (b > a ? b : a))]
  const says = text.historyOf(brand.name, format.rate(low), format.rate(high), format.rate(brand.terms.rate))
  return (
    <figure className={classNames(brandHue(brand.code), 'grid gap-2')}>
      <figcaption className="flex items-baseline justify-between gap-3 text-sm">
        <span className="font-medium break-words">{brand.name}</span>
        <span className="tabular text-soft">{format.rate(brand.terms.rate)}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={says}
        className="w-full overflow-visible rtl:-scale-x-100"
      >
        <path
          d={`${stepPath(steps, { width: WIDTH, height: HEIGHT, low, high })} V${HEIGHT} H0 Z`}
          className="fill-brand-tint"
        />
        <path
          d={stepPath(steps, { width: WIDTH, height: HEIGHT, low, high })}
          className="fill-none stroke-brand-line"
          strokeWidth="2.5"
          strokeLinejoin="round"
        />
      </svg>
      <div className="flex justify-between text-xs text-soft">
        <span>{format.date(first.at)}</span>
        <span>{format.date(last.at)}</span>
      </div>
    </figure>
  )
}
