'use client'

import type { ReactNode } from 'react'
import { AboutMoney } from '../../components/about-money.tsx'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { homeText } from '../../messages/home.ts'
import { type Holding, totalWorth } from '../holdings/holding.ts'

/** What all of it would pay today. */
export function TotalWorth({ holdings }: { holdings: readonly Holding[] }): ReactNode {
  const text = useText(homeText)
  const format = useFormat()
  const worth = totalWorth(holdings)
  const count = holdings.length
  return (
    <section aria-labelledby="worth" className="pt-2 lg:pt-0">
      <h2 id="worth" className="text-sm font-medium text-soft">
        {text.worth}
      </h2>
      <p className="tabular mt-1 text-5xl font-bold tracking-tighter sm:text-6xl" data-testid="total-worth">
        {format.money(worth)}
      </p>
      <p className="mt-2 flex flex-wrap gap-x-3 text-sm text-soft">
        <AboutMoney amount={worth} />
        {count > 0 && <span>{count === 1 ? text.oneBrand : text.brands(format.count(count))}</span>}
        {count > 0 && <span>{text.worthHint}</span>}
      </p>
    </section>
  )
}
