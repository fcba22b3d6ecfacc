import type { MovementKind } from '../../graphql/rows.ts'

/** What a member can choose to see, and the kinds that are in it. */
export const movementGroups = {
  earned: ['earned'],
  swapped: ['swapped'],
  given: ['donated'],
  spent: ['paid', 'redeemed', 'refunded'],
  moved: ['sent', 'received', 'claimed', 'moved'],
  gone: ['expired', 'reversed'],
} as const satisfies Record<string, readonly MovementKind[]>

export type MovementGroup = keyof typeof movementGroups

export const isMovementGroup = (text: string): text is MovementGroup => Object.hasOwn(movementGroups, text)

export interface MovementChoice {
  group?: MovementGroup | undefined
  brandId?: number | undefined
  year?: number | undefined
}

/** First second of a year, by the calendar of the chain (UTC). */
export const startOfYear = (year: number): bigint => BigInt(Date.UTC(year, 0, 1)) / 1000n

export const yearOf = (seconds: bigint): number => new Date(Number(seconds) * 1000).getUTCFullYear()

/** The indexer's filter for one member's choice. */
export function movementFilter(member: string, { group, brandId, year }: MovementChoice): Record<string, unknown> {
  return {
    member: member.toLowerCase(),
    ...(group === undefined ? {} : { kind_in: movementGroups[group] }),
    ...(brandId === undefined ? {} : { OR: [{ outBrandId: brandId }, { inBrandId: brandId }] }),
    ...(year === undefined ? {} : { time_gte: String(startOfYear(year)), time_lt: String(startOfYear(year + 1)) }),
  }
}
