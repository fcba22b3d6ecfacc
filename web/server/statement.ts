import { getEpochClock } from '../../chain/actions/getEpochClock.ts'
import { getChainTime } from '../../chain/actions/getChainTime.ts'
import { startOfYear, yearOf } from '../features/history/movement-groups.ts'
import { type YearStatement, yearStatement } from '../features/statement/year-statement.ts'
import type { MovementRow } from '../graphql/rows.ts'
import { movementPages } from './all-movements.ts'
import { currentChain } from './network.ts'
import type { Member } from './session.ts'

export interface ReadStatement extends YearStatement {
  year: number
  /** Years a statement can be had for, the latest first. */
  years: number[]
  from: bigint
  to: bigint
  /** The year is still going on. */
  open: boolean
}

/** A member's statement of a year; of the current one where none is named. */
export async function readStatement({ account }: Member, wanted: number | undefined): Promise<ReadStatement> {
  const chain = await currentChain()
  const [{ now }, clock] = await Promise.all([getChainTime(chain), getEpochClock(chain)])
  const movements: MovementRow[] = []
  for await (const page of movementPages(account, {})) movements.push(...page)
  movements.reverse()
  const thisYear = yearOf(now)
  const firstYear = yearOf(BigInt(movements[0]?.time ?? now))
  const years = Array.from({ length: thisYear - firstYear + 1 }, (_, ago) => thisYear - ago)
  const year = wanted !== undefined && years.includes(wanted) ? wanted : thisYear
  const open = year === thisYear
  const [from, to] = [startOfYear(year), open ? now + 1n : startOfYear(year + 1)]
  return { year, years, from, to, open, ...yearStatement({ movements, from, to, clock }) }
}
