'use client'

import type { ReactNode } from 'react'
import { AboutMoney } from '../../components/about-money.tsx'
import type { DonationQuote } from '../../app/api/donation-quote/route.ts'
import { Fact, Facts } from '../../components/ui/facts.tsx'
import type { CauseRow } from '../../graphql/rows.ts'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { donateText } from '../../messages/donate.ts'

/** What leaves and what arrives. */
export function DonationFacts({ quote, cause }: { quote: DonationQuote; cause: CauseRow }): ReactNode {
  const text = useText(donateText)
  const format = useFormat()
  const [value, par] = [BigInt(quote.value), BigInt(quote.par)]
  return (
    <Facts className="rounded-2xl bg-sunken p-4">
      <Fact name={text.gets(cause.name)} strong>
        {format.money(value)} <AboutMoney amount={value} className="text-sm font-normal text-soft" />
      </Fact>
      <Fact name={text.costs}>{text.points(format.points(BigInt(quote.points)))}</Fact>
      <Fact name={text.rate}>{text.aPoint(format.rate(BigInt(quote.rate)))}</Fact>
      {value < par && <Fact name={text.share}>{format.percent((value * 10_000n) / par)}</Fact>}
      <Fact name={text.fee}>{text.feeNone}</Fact>
    </Facts>
  )
}
