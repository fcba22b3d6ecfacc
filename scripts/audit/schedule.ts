import { MOVEMENTS, RESERVE_MOVEMENTS } from './ledger.ts'
import type { Brand, Movement, ReserveMovement, TermsEntry } from './ledger.ts'
import { sumLots } from './lots.ts'

/** How a brand's points and its reserve came from their opening to their closing. Falls are negative. */
export type Schedule = {
  brandId: number
  code: string
  token: string
  points: { opening: bigint; closing: bigint; foots: boolean; live: bigint; notSwept: bigint } & Record<
    Movement,
    bigint
  >
  reserve: { opening: bigint; closing: bigint; foots: boolean } & Record<ReserveMovement, bigint>
  /** Value of all points at the current rate, in µ. */
  liability: bigint
  /** Reserve in hundredths of a percent of the liability; null where no points exist. */
  coverBps: bigint | null
  promisePercent: bigint
  windingDown: boolean
  /** Every terms ever announced, with the notice kept. */
  terms: TermsEntry[]
  members: number
  batches: number
  /** Points that reversals asked back and did not find. */
  shortPoints: bigint
}

function foots(opening: bigint, moves: readonly bigint[], closing: bigint): boolean {
  return opening + moves.reduce((sum, move) => sum + move, 0n) === closing
}

/** Schedule of one brand; closing figures are those of its members' lots, not of the running total. */
export function drawSchedule(brand: Brand, epoch: number): Schedule {
  let held = 0n
  let notSwept = 0n
  let members = 0
  for (const lots of brand.members.values()) {
    held += sumLots(lots)
    notSwept += sumLots(lots.filter((lot) => lot.expiry < epoch))
    if (lots.length > 0) members++
  }
  const liability = (brand.supply * brand.terms.rate) / 1_000n
  return {
    brandId: brand.id,
    code: brand.code,
    token: brand.token,
    points: {
      opening: brand.openingSupply,
      ...brand.points,
      closing: held,
      live: held - notSwept,
      notSwept,
      foots: foots(
        brand.openingSupply,
        MOVEMENTS.map((name) => brand.points[name]),
        held,
      ),
    },
    reserve: {
      opening: brand.openingReserve,
      ...brand.money,
      closing: brand.reserve,
      foots: foots(
        brand.openingReserve,
        RESERVE_MOVEMENTS.map((name) => brand.money[name]),
        brand.reserve,
      ),
    },
    liability,
    coverBps: liability === 0n ? null : (brand.reserve * 10_000n) / liability,
    promisePercent: brand.terms.promisePercent,
    windingDown: brand.windingDown,
    terms: brand.history,
    members,
    batches: brand.batches.length,
    shortPoints: brand.debtPoints,
  }
}
