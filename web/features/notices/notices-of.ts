import type { Brand } from '../holdings/brand.ts'
import type { Holding } from '../holdings/holding.ts'

/** Something that touches a member's points soon. `id` is the same whenever it is told of again. */
export interface MemberNotice {
  id: string
  kind: 'change' | 'windDown' | 'expiring' | 'unlocking' | 'recovery'
  /** When it happens, in seconds of chain time. */
  at: bigint
  brand?: Brand
  /** Points it is about, and what they are worth now. */
  points?: bigint
  worth?: bigint
}

const DAY = 86_400n
/** Expiries further away than this are no notice yet. */
const LISTED = 120n * DAY
/** A message about one comes this long before. */
export const PUSHED = 30n * DAY
const FOR_EVER = 2n ** 40n - 1n

interface NoticesParameters {
  holdings: readonly Holding[]
  now: bigint
  /** How far ahead expiries are told of. */
  ahead?: bigint | undefined
  lockedUntil?: bigint | undefined
  recoveryDueAt?: bigint | undefined
}

/** Everything that touches this member soon, the soonest first. */
export function noticesOf({
  holdings,
  now,
  ahead = LISTED,
  lockedUntil,
  recoveryDueAt,
}: NoticesParameters): MemberNotice[] {
  const notices: MemberNotice[] = holdings.flatMap((holding) => [
    ...changeOf(holding),
    ...windDownOf(holding),
    ...expiryOf(holding, now + ahead),
  ])
  if (recoveryDueAt !== undefined)
    notices.push({ id: `recovery-${recoveryDueAt}`, kind: 'recovery', at: recoveryDueAt })
  if (lockedUntil !== undefined && lockedUntil < FOR_EVER) {
    notices.push({ id: `unlocking-${lockedUntil}`, kind: 'unlocking', at: lockedUntil })
  }
  return notices.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

function changeOf({ brand, points, worth }: Holding): MemberNotice[] {
  const { announced } = brand
  if (announced === undefined) return []
  return [
    {
      id: `change-${brand.id}-${announced.effectiveAt}`,
      kind: 'change',
      at: announced.effectiveAt,
      brand,
      points,
      worth,
    },
  ]
}

function windDownOf({ brand, points, worth }: Holding): MemberNotice[] {
  if (!brand.windingDown || brand.remainderAt === undefined) return []
  return [{ id: `windDown-${brand.id}`, kind: 'windDown', at: brand.remainderAt, brand, points, worth }]
}

function expiryOf({ brand, lots }: Holding, until: bigint): MemberNotice[] {
  return lots.flatMap(({ points, expiresAt }) => {
    if (expiresAt === undefined || expiresAt > until) return []
    return [{ id: `expiring-${brand.id}-${expiresAt}`, kind: 'expiring' as const, at: expiresAt, brand, points }]
  })
}
