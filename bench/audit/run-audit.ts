import { makeBrand } from '../network/make-brand.ts'
import { type ThrowAway, withThrowAway } from '../network/throw-away.ts'
import { type Measured, runMeasured } from '../process/run-measured.ts'
import { grouped, reached, tableOf } from '../report/table.ts'
import { writeReport } from '../report/write-report.ts'
import { writeHistory } from './write-history.ts'

const REACH_PER_SECOND = 50_000
/** So much more memory at four times the events still counts as flat. */
const FLAT = 1.25
const SMALL = { credits: 25_000, swaps: 2, nonce: 0 }
const REST = { credits: 75_000, swaps: 8, nonce: 2 }

/** What `points audit --json` says, as far as it is used here. */
interface AuditJson {
  readonly agrees: boolean
  readonly events: number
  readonly seconds: { readonly total: number; readonly read: number; readonly replay: number; readonly compare: number }
}

interface AuditRun extends Measured {
  readonly report: AuditJson
}

/** Measures `points audit` over a short and a long history and writes its table. */
export async function runAudit(): Promise<void> {
  const [small, large] = await withThrowAway(async (throwAway) => {
    const from = await makeBrand(throwAway, 'bench-one')
    const to = await makeBrand(throwAway, 'bench-two')
    await writeHistory(from, to, SMALL)
    const first = await audit(throwAway)
    await writeHistory(from, to, REST)

    return [first, await audit(throwAway)]
  })
  const body = describeAudit(small, large)
  console.log(body.join('\n\n'))
  await writeReport('audit', 'Audit', body)
}

async function audit({ home }: ThrowAway): Promise<AuditRun> {
  const measured = await runMeasured(['scripts/points.ts', 'audit', '--json'], { POINTS_HOME: home })
  const report = JSON.parse(measured.out) as AuditJson
  if (!report.agrees) throw new Error('The audit of the benchmark network disagrees.')

  return { ...measured, report }
}

function describeAudit(small: AuditRun, large: AuditRun): string[] {
  const { events, seconds } = large.report
  const whole = events / seconds.total
  const replay = events / seconds.replay
  const flat = large.peakMiB <= small.peakMiB * FLAT

  return [
    '`points audit --json` of a network of two brands and 20,500 members: batches of 500 credits, then swaps by signed ' +
      'intent in batches of 50. The node is anvil on the same machine; reading is its time to answer `eth_getLogs` and ours ' +
      'to parse that, replay is all of the auditor’s own work on the events, compare asks the contracts for every balance.',
    tableOf(
      ['history', 'events', 'seconds', 'of it reading', 'replay', 'compare', 'CPU s', 'peak MiB'],
      [row('short', small), row('long', large)],
    ),
    tableOf(
      ['figure', 'measured', 'reach', 'reached'],
      [
        [
          'events/s, replay',
          grouped(Math.round(replay)),
          `≥ ${grouped(REACH_PER_SECOND)}`,
          reached(replay, REACH_PER_SECOND, true),
        ],
        [
          'events/s, from raw logs to the report',
          grouped(Math.round(whole)),
          `≥ ${grouped(REACH_PER_SECOND)}`,
          reached(whole, REACH_PER_SECOND, true),
        ],
        [
          'memory, long ÷ short',
          (large.peakMiB / small.peakMiB).toFixed(2),
          `≤ ${FLAT} (flat)`,
          flat ? 'yes' : '**no**',
        ],
      ],
    ),
  ]
}

function row(name: string, { report: { events, seconds }, cpuSeconds, peakMiB }: AuditRun): string[] {
  const times = [seconds.total, seconds.read, seconds.replay, seconds.compare, cpuSeconds]

  return [name, grouped(events), ...times.map((time) => time.toFixed(2)), peakMiB.toFixed(0)]
}
