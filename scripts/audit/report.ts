import type { Address, Hex } from 'viem'
import type { Comparison } from './compare-state.ts'
import type { Finding } from './findings.ts'
import { INVARIANTS } from './invariants.ts'
import { drawSchedule } from './schedule.ts'
import type { Schedule } from './schedule.ts'
import { present } from './present.ts'

export type CauseReport = { id: number; name: string; payout: Address; donated: bigint; paid: bigint; credit: bigint }

export type AuditReport = {
  agrees: boolean
  chainId: number
  hub: Address
  /** Block audited, its time (ISO 8601) and hash. */
  block: number
  time: string
  hash: Hex
  /** First block of the movement schedules. */
  from: number
  /** Logs replayed, and reads of the contracts they were compared with. */
  events: number
  compared: number
  reserves: bigint
  causeCredits: bigint
  accounted: bigint
  held: bigint
  brands: Schedule[]
  causes: CauseReport[]
  /** Disagreements by invariant; 0 is what belongs to none. */
  invariants: { number: number; title: string; disagreements: number }[]
  /** All disagreements, of which the first thousand are listed. */
  disagreements: number
  findings: Finding[]
  /** Seconds: in all, waiting for and reading logs, replaying them, comparing. */
  seconds: { total: number; read: number; replay: number; compare: number }
  /** Events a second from raw logs to books: reading and replaying, and replaying alone. */
  eventsPerSecond: number
  replayedPerSecond: number
}

export type Run = {
  chainId: number
  hash: Hex
  from: number
  events: number
  compared: number
  seconds: AuditReport['seconds']
}

const OTHER = 'Everything else: roles, pauses, locks, claims, causes, and logs that cannot be read'

function perSecond(events: number, seconds: number): number {
  return seconds > 0 ? Math.round(events / seconds) : 0
}

/** What the auditor found, as data. */
export function makeReport(run: Run, { network, findings, moment, held }: Comparison): AuditReport {
  const brands = [...network.brands.values()]
  const causes = [...network.causes.values()]
  const reserves = brands.reduce((sum, brand) => sum + brand.reserve, 0n)
  const causeCredits = causes.reduce((sum, cause) => sum + cause.credit, 0n)
  const titles = [...INVARIANTS, { number: 0, title: OTHER }]
  return {
    agrees: findings.count === 0,
    chainId: run.chainId,
    hub: network.hub,
    block: moment.block,
    time: new Date(moment.time * 1_000).toISOString(),
    hash: run.hash,
    from: run.from,
    events: run.events,
    compared: run.compared,
    reserves,
    causeCredits,
    accounted: reserves + causeCredits,
    held,
    brands: brands.map((brand) => drawSchedule(brand, moment.epoch)),
    causes: causes.map(({ id, name, payout, donated, paid, credit }) => ({ id, name, payout, donated, paid, credit })),
    invariants: titles.map((one) => ({ ...one, disagreements: present(findings.perInvariant[one.number]) })),
    disagreements: findings.count,
    findings: findings.list,
    seconds: run.seconds,
    eventsPerSecond: perSecond(run.events, run.seconds.read + run.seconds.replay),
    replayedPerSecond: perSecond(run.events, run.seconds.replay),
  }
}
