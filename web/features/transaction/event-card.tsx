import type { ReactNode } from 'react'
import { Badge } from '../../components/ui/badge.tsx'
import { Fact, Facts } from '../../components/ui/facts.tsx'
import type { transactionText } from '../../messages/transaction.ts'
import type { ChainEvent } from '../../server/transaction.ts'
import { type EventWords, eventValue, isShown } from './event-value.tsx'

interface EventCardProps {
  event: ChainEvent
  /** The event speaks of whoever looks at it. */
  own: boolean
  text: (typeof transactionText)['en']
  words: EventWords
  /** Points of a token's own events say no brand: this is it. */
  brandName: string | undefined
}

/** One entry of a receipt. */
export function EventCard({ event: { name, args }, own, text, words, brandName }: EventCardProps): ReactNode {
  const fields = Object.entries(args).filter(([field]) => isShown(field))
  const points = name === 'Transfer' && typeof args.value === 'bigint' ? args.value : undefined
  return (
    <li className="rounded-2xl border border-line p-4">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-semibold">{text.names[name] ?? name}</h3>
        {own && <Badge tone="good">{text.yours}</Badge>}
      </div>
      <Facts>
        {brandName !== undefined && !('brandId' in args) && <Fact name={text.fields.brandId}>{brandName}</Fact>}
        {fields.map(([field, value]) => (
          <Fact
            key={field}
            name={points !== undefined && field === 'value' ? text.fields.points : (text.fields[field] ?? field)}
          >
            {points !== undefined && field === 'value' ? words.format.points(points) : eventValue(field, value, words)}
          </Fact>
        ))}
      </Facts>
    </li>
  )
}
