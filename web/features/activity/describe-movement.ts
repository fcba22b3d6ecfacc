import type { MovementRow } from '../../graphql/rows.ts'
import type { activityText } from '../../messages/activity.ts'

type Words = (typeof activityText)['en']

interface Names {
  brand: (id: number | null) => string | undefined
  cause: (id: number | null) => string | undefined
}

/** A movement in a few words. */
export function describeMovement(row: MovementRow, names: Names, text: Words): string {
  const out = names.brand(row.outBrandId) ?? text.someBrand
  const into = names.brand(row.inBrandId) ?? text.someBrand
  const till = names.brand(row.tillId) ?? text.someBrand
  switch (row.kind) {
    case 'earned':
      return text.earned(into)
    case 'swapped':
      return text.swapped(out, into)
    case 'donated':
      return text.donated(names.cause(row.causeId) ?? text.someCause)
    case 'paid':
      return text.paid(till)
    case 'refunded':
      return text.refunded(till)
    case 'redeemed':
      return text.redeemed(till)
    case 'claimed':
      return text.claimed(into)
    case 'moved':
      return text.moved(out)
    case 'sent':
      return text.sent(out)
    case 'received':
      return text.received(into)
    case 'expired':
      return text.expired(out)
    case 'reversed':
      return text.reversed(out)
  }
}
