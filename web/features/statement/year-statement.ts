import type { EpochClock } from '../../../chain/codec/lots.ts'
import type { LotList, MovementKind, MovementRow } from '../../graphql/rows.ts'
import { type LotBook, addLots, expireLots, pointsIn, takeLots } from './lot-book.ts'

/** What happened to one brand's points in a year; out is negative. */
export interface BrandYear {
  brandId: number
  opening: bigint
  earned: bigint
  received: bigint
  swapped: bigint
  refunded: bigint
  spent: bigint
  donated: bigint
  sent: bigint
  reversed: bigint
  expired: bigint
  closing: bigint
}

type Column = Exclude<keyof BrandYear, 'brandId' | 'opening' | 'closing'>

const columnOf: Record<Exclude<MovementKind, 'expired'>, Column> = {
  earned: 'earned',
  received: 'received',
  claimed: 'received',
  swapped: 'swapped',
  refunded: 'refunded',
  paid: 'spent',
  redeemed: 'spent',
  donated: 'donated',
  sent: 'sent',
  moved: 'sent',
  reversed: 'reversed',
}

export interface YearStatement {
  brands: BrandYear[]
  /** Money that movements of the year stood for, in µ. */
  spentValue: bigint
  donatedValue: bigint
  swappedValue: bigint
}

interface StatementParameters {
  /** All movements of a member up to the end of the period, the oldest first. */
  movements: readonly MovementRow[]
  /** The period, in seconds: from its first to before its last. */
  from: bigint
  to: bigint
  clock: EpochClock
}

/** A year's books of one member. Points expire on their day, whenever somebody sweeps them. */
export function yearStatement({ movements, from, to, clock }: StatementParameters): YearStatement {
  const rows = movements.filter((row) => BigInt(row.time) < to)
  const brandIds = [...new Set(rows.flatMap((row) => [row.outBrandId ?? [], row.inBrandId ?? []].flat()))]
  const inPeriod = rows.filter((row) => BigInt(row.time) >= from)
  const valueOf = (kinds: readonly MovementKind[]): bigint =>
    inPeriod.reduce((sum, { kind, value }) => (kinds.includes(kind) ? sum + BigInt(value ?? 0) : sum), 0n)
  return {
    brands: brandIds
      .toSorted((a, b) => a - b)
      .map((brandId) => brandYear(brandId, rows, { from, to, clock }))
      .filter(isWorthALine),
    spentValue: valueOf(['paid']),
    donatedValue: valueOf(['donated']),
    swappedValue: valueOf(['swapped']),
  }
}

function brandYear(
  brandId: number,
  rows: readonly MovementRow[],
  { from, to, clock }: Omit<StatementParameters, 'movements'>,
): BrandYear {
  const year: BrandYear = { brandId, ...nothing }
  const book: LotBook = new Map()
  const note = (column: Column, points: bigint, at: bigint): void => {
    if (at < from) year.opening += points
    else if (at < to) year[column] += points
  }
  const expire = (time: bigint): void => {
    for (const { at, points } of expireLots(book, time, clock)) note('expired', -points, at)
  }
  for (const row of rows) {
    const time = BigInt(row.time)
    expire(time)
    // What a sweep burns has left the book on the day it expired.
    if (row.kind === 'expired') continue
    const out = row.outBrandId === brandId ? lotsOf(row.outLots) : []
    const into = row.inBrandId === brandId ? lotsOf(row.inLots) : []
    takeLots(book, out)
    addLots(book, into)
    note(columnOf[row.kind], sumOf(into) - sumOf(out), time)
  }
  expire(to - 1n)
  return { ...year, closing: pointsIn(book) }
}

const nothing: Omit<BrandYear, 'brandId'> = {
  opening: 0n,
  earned: 0n,
  received: 0n,
  swapped: 0n,
  refunded: 0n,
  spent: 0n,
  donated: 0n,
  sent: 0n,
  reversed: 0n,
  expired: 0n,
  closing: 0n,
}

const lotsOf = (lots: LotList | null): LotList => lots ?? []

const sumOf = (lots: LotList): bigint => lots.reduce((sum, { points }) => sum + BigInt(points), 0n)

const isWorthALine = ({ brandId: _, ...amounts }: BrandYear): boolean =>
  Object.values(amounts).some((amount) => amount !== 0n)
