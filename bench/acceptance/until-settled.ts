import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { agrees, askOracle, type Question, type Verdict } from './ask-oracle.ts'
import type { Stage } from './stage.ts'

export interface SettleParameters {
  readonly stage: Stage
  readonly question: Question
  /** After so long without any change, what is there is all that comes. */
  readonly idleMs: number
  /** A run that agrees is looked at once more after this: doubles may be late. */
  readonly afterMs: number
}

const LOOK_MS = 1_000
const TOTAL_SUPPLY = '0x18160ddd'

/** Waits until nothing is left to do, and gives the oracle's last word. */
export async function untilSettled({ stage, question, idleMs, afterMs }: SettleParameters): Promise<Verdict> {
  let seen = ''
  let seenAt = Date.now()
  for (;;) {
    const { open, supply } = await lookAt(stage)
    const now = `${open} ${supply}`
    if (now !== seen) [seen, seenAt] = [now, Date.now()]
    const quiet = Date.now() - seenAt
    if ((open === 0 && quiet > 2 * LOOK_MS) || quiet > idleMs) {
      const verdict = await askOracle(question)
      if (quiet > idleMs) return verdict
      if (agrees(verdict)) {
        await sleep(afterMs)
        const last = await askOracle(question)
        if (agrees(last)) return last
      }
    }
    await sleep(LOOK_MS)
  }
}

/** Deliveries that are not settled, and all points there are. */
async function lookAt(stage: Stage): Promise<{ open: number; supply: string }> {
  const supplies = await Promise.all(
    [...stage.tokens.values()].map((to) => stage.node('eth_call', { to, data: TOTAL_SUPPLY }, 'latest')),
  )
  return { open: await openDeliveries(stage.databaseUrl), supply: supplies.join(' ') }
}

/** -1 while the database is away. */
export async function openDeliveries(databaseUrl: string): Promise<number> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined, connect_timeout: 3 })
  try {
    const [row] = await sql`select count(*)::int as open from inbox where status in ('received', 'waiting')`
    return (row?.['open'] ?? 0) as number
  } catch (error) {
    if (!/^(ECONN|57P|08|CONNECT)/.test((error as { code?: string }).code ?? '')) throw error
    return -1
  } finally {
    await sql.end({ timeout: 1 })
  }
}
