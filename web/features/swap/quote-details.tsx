'use client'

import type { ReactNode } from 'react'
import { AboutMoney } from '../../components/about-money.tsx'
import { Card, CardTitle } from '../../components/ui/card.tsx'
import { Fact, Facts } from '../../components/ui/facts.tsx'
import { valueOutDown } from '../../../chain/codec/value.ts'
import { useFormat, useText } from '../../i18n/provider.tsx'
import { swapText } from '../../messages/swap.ts'
import type { SwapQuote } from '../../server/quote-swap.ts'
import type { Brand } from '../holdings/brand.ts'
import type { Holding } from '../holdings/holding.ts'
import { clockOf, useNetwork } from '../network/network-provider.tsx'
import { livesAfter } from './lives-after.ts'
import { leastOf } from './swap-form.tsx'

interface QuoteDetailsProps {
  quote: SwapQuote
  holding: Holding
  to: Brand
  now: bigint
}

/** Everything that went into the one number. */
export function QuoteDetails({ quote, holding, to, now }: QuoteDetailsProps): ReactNode {
  const text = useText(swapText)
  const format = useFormat()
  const [points, pointsOut, value, par] = [quote.points, quote.pointsOut, quote.value, quote.par].map(BigInt) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ]
  const after = valueOutDown({
    points: pointsOut,
    rate: to.terms.rate,
    reserve: to.reserve + value,
    supply: to.supply + pointsOut,
  })
  return (
    <Card className="grid gap-4" aria-label={text.details}>
      <CardTitle>{text.details}</CardTitle>
      <Facts>
        <Fact name={text.rate}>
          {text.rateLine(format.rate(BigInt(quote.rateOut)), format.rate(BigInt(quote.rateIn)), to.name)}
        </Fact>
        <Fact name={text.spread}>{quote.spreadBps === 0 ? text.spreadNone : format.percent(quote.spreadBps)}</Fact>
        <Fact name={text.fee}>{text.feeNone}</Fact>
        {value < par && par > 0n && (
          <>
            <Fact name={text.share}>{format.percent((value * 10_000n) / par)}</Fact>
            <p className="text-soft">{text.shareHint(holding.brand.name)}</p>
          </>
        )}
        <Fact name={text.before}>
          {format.money(value)} <AboutMoney amount={value} className="text-soft" />
        </Fact>
        <Fact name={text.after}>
          {format.money(after)} <AboutMoney amount={after} className="text-soft" />
        </Fact>
        <Lives {...{ quote, holding, to, now, points, pointsOut }} />
        <Fact name={text.least} strong>
          {format.points(leastOf(quote))}
        </Fact>
      </Facts>
      <p className="text-sm text-soft">{text.leastHint}</p>
    </Card>
  )
}

function Lives({
  holding,
  to,
  now,
  points,
  pointsOut,
}: QuoteDetailsProps & { points: bigint; pointsOut: bigint }): ReactNode {
  const text = useText(swapText)
  const format = useFormat()
  const clock = clockOf(useNetwork())
  if (points > holding.points) return null
  const lots = livesAfter({ from: holding, to, points, pointsOut, clock, now })
  return (
    <Fact name={text.lives}>
      {lots.map(({ points: some, expiresAt }) => (
        <span key={String(expiresAt)} className="block">
          {expiresAt === undefined
            ? text.livesNever(format.points(some))
            : text.livesMixed(format.points(some), format.date(expiresAt))}
        </span>
      ))}
    </Fact>
  )
}
