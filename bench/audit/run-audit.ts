import { makeBrand } from '../network/make-brand.ts'
import { type ThrowAway, withThrowAway } from '../network/throw-away.ts'
import { type Measured, runMeasured } from '../process/run-measured.ts'
import { grouped, reached, tableOf } from '../report/table.ts'
import { writeReport } from '../report/write-report.ts'
import { recordNode } from './recording-node.ts'
import { writeHistory } from './write-history.ts'

const REACH_PER_SECOND = 50_000
/** So much more memory at four times the events still counts as flat. */
const FLAT = 1.25
const RUNS = 3
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

/** One history audited by way of the node, and from the node's recorded answers; the median run by time of each. */
interface Audited {
  readonly live: AuditRun
  readonly recorded: AuditRun
}

/** Measures `points audit` over a short and a long history and writes its table. */
export async function runAudit(): Promise<void> {
  const [small, large] = await withThrowAway(async (throwAway) => {
    const from = await makeBrand(throwAway, 'bench-one')
    const to = await makeBrand(throwAway, 'bench-two')
    await writeHistory(from, to, SMALL)
    const first = await auditTwice(throwAway)
    await writeHistory(from, to, REST)

    return [first, await auditTwice(throwAway)] as const
  })
  const body = describeAudit(small, large)
  console.log(body.join('\n\n'))
  await writeReport('audit', 'Audit', body)
}

async function auditTwice({ home, network }: ThrowAway): Promise<Audited> {
  const live: AuditRun[] = []
  const recorded: AuditRun[] = []
  for (let run = 0; run < RUNS; run++) {
    const node = await recordNode(network.rpcUrl)
    try {
      live.push(await audit(home, node.url, network.hub))
      recorded.push(await audit(home, node.url, network.hub))
    } finally {
      node.close()
    }
  }

  return { live: medianRun(live), recorded: medianRun(recorded) }
}

/** The run of median time, with the median of the peaks of all runs. */
function medianRun(runs: readonly AuditRun[]): AuditRun {
  const byTime = runs.toSorted((a, b) => a.report.seconds.total - b.report.seconds.total)
  const peaks = runs.map(({ peakMiB }) => peakMiB).toSorted((a, b) => a - b)
  const middle = Math.floor(runs.length / 2)
  const [run, peakMiB] = [byTime[middle], peaks[middle]]
  if (!run || peakMiB === undefined) throw new Error('No run was made.')

  return { ...run, peakMiB }
}

async function audit(home: string, rpcUrl: string, hub: string): Promise<AuditRun> {
  const command = ['--max-semi-space-size=8', 'scripts/points.ts', 'audit', '--json', '--rpc', rpcUrl, '--hub', hub]
  const measured = await runMeasured(command, { POINTS_HOME: home })
  const report = JSON.parse(measured.out) as AuditJson
  if (!report.agrees) throw new Error('The audit of the benchmark network disagrees.')

  return { ...measured, report }
}

function describeAudit(small: Audited, large: Audited): string[] {
  const { events, seconds } = large.recorded.report
  const perSecond = events / seconds.total
  const peak = large.live.peakMiB / small.live.peakMiB
  const recordedPeak = large.recorded.peakMiB / small.recorded.peakMiB

  return [
    '`points audit --json` of a network of two brands and 20,500 members: batches of 500 credits, then swaps by signed ' +
      `intent in batches of 50. Every history is audited ${RUNS} times in two ways, by way of a relay in another process: ` +
      'live, where anvil on the same machine answers, and recorded, where the relay gives the same answers at once. Recorded is the auditor’s ' +
      'own speed, from the bytes of the answers to the report; live is mostly the time anvil takes for `eth_getLogs`. ' +
      'Replay is the part of it that decodes and books the events. The run of median time is shown, with the median peak.',
    tableOf(
      ['history', 'events', 'seconds', 'of it reading', 'replay', 'compare', 'CPU s', 'peak MiB'],
      [
        row('short, live', small.live),
        row('short, recorded', small.recorded),
        row('long, live', large.live),
        row('long, recorded', large.recorded),
      ],
    ),
    tableOf(
      ['figure', 'measured', 'reach', 'reached'],
      [
        [
          'events/s, long, recorded',
          grouped(Math.round(perSecond)),
          `≥ ${grouped(REACH_PER_SECOND)}`,
          reached(perSecond, REACH_PER_SECOND, true),
        ],
        ['events/s, its replay alone', grouped(Math.round(events / seconds.replay)), '', ''],
        ['events/s, long, live', grouped(Math.round(events / large.live.report.seconds.total)), '', ''],
        ['memory on a live node, long ÷ short', peak.toFixed(2), `≤ ${FLAT} (flat)`, reached(peak, FLAT)],
        ['memory on recorded answers, long ÷ short', recordedPeak.toFixed(2), '', ''],
      ],
    ),
  ]
}

function row(name: string, { report: { events, seconds }, cpuSeconds, peakMiB }: AuditRun): string[] {
  const times = [seconds.total, seconds.read, seconds.replay, seconds.compare, cpuSeconds]

  return [name, grouped(events), ...times.map((time) => time.toFixed(2)), peakMiB.toFixed(0)]
}
