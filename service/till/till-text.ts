import { formatDecimal } from '../../chain/codec/decimal.ts'

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

/** "12 points", "1 point", without needless decimals. */
export const pointsText = (points: bigint): string =>
  `${formatDecimal(points, { decimals: 2, minimum: 0 })} ${points === 100n ? 'point' : 'points'}`

export type EarnText = { earned: bigint; activeFrom: Date; hasMember: boolean; pending: boolean }

/** What a receipt says of a purchase. */
export function earnText({ earned, activeFrom, hasMember, pending }: EarnText): string {
  if (earned === 0n) return 'No points for this purchase.'
  if (!hasMember) return `Members get ${pointsText(earned)} for this purchase.`
  const when = pending ? `yours from ${DAY.format(activeFrom)}` : 'yours in a moment'
  return `${pointsText(earned)} for this purchase, ${when}.`
}

/** What a receipt says of a return or a void. */
export function takeText(taken: bigint, kind: 'return' | 'void'): string {
  const what = kind === 'return' ? 'this return' : 'this void'
  return taken === 0n ? `No points go back with ${what}.` : `${pointsText(taken)} go back with ${what}.`
}
