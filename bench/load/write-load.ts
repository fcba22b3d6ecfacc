import { grouped, reached, tableOf } from '../report/table.ts'
import { writeReport } from '../report/write-report.ts'
import type { Kind } from './generator.ts'
import type { CalmRun } from './calmest-run.ts'
import type { HttpRun } from './measure-http.ts'
import { quantile } from './open-loop.ts'
import { type LoadParameters, type LoadResult, PARTS, runLoad } from './run-load.ts'

/** What has to be reached; docs/operations.md says what follows from it. */
const REACH = { webhookMs: 25, tillMs: 50, paymentMs: 3_000, costRatio: 1.5, memoryGrowth: 1.1 }

const ms = (value: number): string => `${value.toFixed(1)} ms`

/** One row for each thing that has to be reached. */
function reachRows({ webhooks, till, payments, costs, soak }: LoadResult): string[][] {
  const rows: string[][] = []
  const add = (what: string, value: number, shown: string, reach: number, shownReach: string): void => {
    rows.push([what, shown, shownReach, reached(value, reach)])
  }
  const http = (what: string, run: HttpRun | undefined, kind: Kind, reach: number): void => {
    const figures = run?.kinds[kind]
    if (!figures) return
    const good = `${grouped(figures.sent - figures.failed)} of ${grouped(figures.sent)} answered well`
    add(`${what}, p95 (${good})`, figures.failed > 0 ? Infinity : figures.p95, ms(figures.p95), reach, `< ${reach} ms`)
  }
  http('webhook to durable, 300/s', webhooks, 'webhook', REACH.webhookMs)
  http('till look-up, 100/s beside 100 previews/s', till?.alone, 'lookup', REACH.tillMs)
  http('till preview, 100/s beside 100 look-ups/s', till?.alone, 'preview', REACH.tillMs)
  http('till look-up beside an import', till?.besideImport, 'lookup', REACH.tillMs)
  http('till preview beside an import', till?.besideImport, 'preview', REACH.tillMs)
  if (payments) {
    const p95 = payments.failed > 0 ? Infinity : quantile(payments.fromRequest, 0.95)
    add(`payment, request to block, p95 of ${payments.payments}`, p95, ms(p95), REACH.paymentMs, '< 3,000 ms')
  }
  const [first, last] = [costs[0], costs.at(-1)]
  if (first && last && first !== last) {
    const ratio = last.milliseconds / first.milliseconds
    const what = `cost of an order at ${grouped(last.rows)} rows to that at ${grouped(first.rows)}`
    add(what, ratio, `${ratio.toFixed(2)} ×`, REACH.costRatio, `flat: < ${REACH.costRatio} ×`)
  }
  if (soak) {
    const growth = soak.late.rssMiB / soak.early.rssMiB
    const what = `memory at the end of ${soak.minutes} minutes to that after warming up`
    add(what, growth, `${growth.toFixed(2)} ×`, REACH.memoryGrowth, `flat: < ${REACH.memoryGrowth} ×`)
  }
  return rows
}

function latencyRows({ health, webhooks, till, soak }: LoadResult): string[][] {
  const least = health?.kinds.health?.p95
  const rows = (what: string, run: HttpRun | undefined): string[][] =>
    run === undefined
      ? []
      : Object.entries(run.kinds).map(([kind, { sent, failed, p50, p95, p99, longest }]) => [
          `${what}: ${kind}`,
          ...[grouped(sent), grouped(failed), ...[p50, p95, p99, longest].map((value) => value.toFixed(1))],
          least === undefined ? '–' : `${(p95 / least).toFixed(1)} ×`,
        ])
  return [
    ...rows('reference, 300/s', health),
    ...rows('webhooks', webhooks),
    ...rows('till', till?.alone),
    ...rows('till beside an import', till?.besideImport),
    ...rows('soak', soak?.run),
  ]
}

function coreRows({ health, webhooks, till, soak }: LoadResult): string[][] {
  const row = (what: string, run: HttpRun | undefined): string[][] =>
    run === undefined
      ? []
      : [
          [
            what,
            ...[run.cores.generator, run.cores.service, run.cores.database, run.cores.chain].map((n) => n.toFixed(2)),
            run.cores.stolen?.toFixed(2) ?? '–',
            ...[grouped(run.mostWaiting), run.caughtUpSeconds.toFixed(1)],
          ],
        ]
  return [
    ...row('reference', health),
    ...row('webhooks', webhooks),
    ...row('till', till?.alone),
    ...row('till beside an import', till?.besideImport),
    ...row('soak', soak?.run),
  ]
}

/** Every run that was made and is not counted. */
function disturbedRows({ webhooks, till }: LoadResult): string[][] {
  const rows = (what: string, run: CalmRun | undefined): string[][] =>
    (run?.disturbed ?? []).flatMap(({ kinds, cores }) =>
      Object.entries(kinds).map(([kind, { p50, p95, p99 }]) => [
        `${what}: ${kind}`,
        ...[p50, p95, p99].map((value) => value.toFixed(1)),
        cores.stolen?.toFixed(2) ?? '–',
      ]),
    )
  return [
    ...rows('webhooks', webhooks),
    ...rows('till', till?.alone),
    ...rows('till beside an import', till?.besideImport),
  ]
}

const DISTURBED =
  'Runs are repeated, five times at most, until the host takes less than 0.02 cores away; the one from which it took least counts, ' +
  'whatever came out of it. These were made, too:'

function sittings({ measuredAt }: LoadResult): string {
  const times = Object.entries(measuredAt).map(([part, at]) => `${part} ${at.slice(0, 16).replace('T', ' ')}`)
  return `Measured (UTC): ${times.join(', ')}.`
}

function tables(result: LoadResult): string[] {
  const { fills, costs, payments, soak, till } = result
  const body = ['## What has to be reached', tableOf(['what', 'measured', 'reach', 'reached'], reachRows(result))]
  body.push(
    '## Latencies',
    'Milliseconds from when a request was due, not from when it was sent. Ratios are of the p95 to that of `GET /healthz`, ' +
      'a request with one question to the database, in the same run.',
    tableOf(['what', 'sent', 'failed', 'p50', 'p95', 'p99', 'longest', 'to the reference'], latencyRows(result)),
    '## Who used the machine',
    'Cores used, and wanted but given to others by the host of this machine. Waiting: deliveries stored and not yet booked, the most at one moment, and how long after the last request ' +
      'everything was booked and minted.',
    tableOf(
      ['what', 'generator', 'service', 'database', 'chain', 'taken by the host', 'most waiting', 'caught up after, s'],
      coreRows(result),
    ),
  )
  const disturbed = disturbedRows(result)
  if (disturbed.length > 0) body.push(DISTURBED, tableOf(['what', 'p50', 'p95', 'p99', 'taken by the host'], disturbed))
  if (till) {
    const end = till.besideImport.importOutlasted ? 'went on to the end' : '**ended before the measurement**'
    body.push(
      `The import was held to half a core by SIGSTOP and SIGCONT, had ${till.besideImport.importCores.toFixed(2)} cores, and ${end}.`,
    )
  }
  if (payments) body.push('## Payments', paymentTable(payments))
  if (costs.length > 0) body.push('## Cost of an order', COST, costTable(costs))
  if (soak) body.push('## Memory', SOAK, soakTable(soak))
  body.push('## Filling', FILL, fillTable(fills))
  return body
}

const COST =
  'From its delivery in the inbox until its points are minted, of heaps of orders by members picked at random; medians. CPU ' +
  'is what service and database used beyond what they use when nobody asks anything.'

const SOAK =
  'The service’s own process after a garbage collection asked for by its inspector. Slope: least squares after warming up.'

const FILL =
  'The made-up history has per member five orders, or four and a return, settled in batches as the worker makes them; claim keys, ' +
  'salts, references and roots are random, and the chain was only told how many batches there were.'

function paymentTable({ payments, failed, fromRequest, fromConfirmed }: NonNullable<LoadResult['payments']>): string {
  const row = (what: string, values: readonly number[]): string[] => [
    what,
    ...[0.5, 0.95, 1].map((share) => quantile(values, share).toFixed(0)),
  ]
  return tableOf(
    [`${payments} payments, ${failed} failed, ms`, 'median', 'p95', 'longest'],
    [row('from the request to done', fromRequest), row('from the member’s signature to done', fromConfirmed)],
  )
}

function costTable(costs: LoadResult['costs']): string {
  const first = costs[0]?.milliseconds ?? Number.NaN
  return tableOf(
    ['rows of the ledger', 'ms an order', 'CPU of the service, ms', 'CPU of the database, ms', 'to the first'],
    costs.map(({ rows, milliseconds, serviceMs, databaseMs }) => [
      grouped(rows),
      ...[milliseconds, serviceMs, databaseMs].map((value) => value.toFixed(2)),
      `${(milliseconds / first).toFixed(2)} ×`,
    ]),
  )
}

function soakTable({ early, late, slope, samples }: NonNullable<LoadResult['soak']>): string {
  const row = (what: string, name: 'rssMiB' | 'heapMiB'): string[] => {
    const most = Math.max(...samples.map((each) => each[name]))
    return [what, ...[early[name], late[name], most, slope[name]].map((value) => value.toFixed(1))]
  }
  return tableOf(
    ['MiB', 'after warming up', 'at the end', 'most', 'an hour'],
    [row('resident', 'rssMiB'), row('heap', 'heapMiB')],
  )
}

function fillTable(fills: LoadResult['fills']): string {
  return tableOf(
    ['rows of the ledger', 'members', 'seconds to fill', 'database, MiB', 'folder, MiB'],
    fills.map(({ rows, people, seconds, databaseMiB, folderMiB }) => [
      ...[grouped(rows), grouped(people), seconds.toFixed(0)],
      ...[grouped(databaseMiB), grouped(folderMiB)],
    ]),
  )
}

export const textOf = (result: LoadResult): string => tables(result).join('\n\n')

/** Writes bench/results/load.md. */
export async function writeLoad(result: LoadResult): Promise<void> {
  const intro =
    'A real `points serve` with its database and a chain with a block a second, measured one thing at a time; requests come at a ' +
    'fixed rate from a process of its own. **All of them, the generator too, share this one machine.**'
  await writeReport('load', 'Load', [intro, sittings(result), ...tables(result)])
}

export const FULL: LoadParameters = {
  rows: [10_000, 100_000, 1_000_000, 10_000_000],
  parts: PARTS,
  ...{ seconds: 60, payments: 60, soakMinutes: 10, orders: 5_000, times: 3 },
}

export async function runAndWriteLoad(): Promise<void> {
  await writeLoad(await runLoad(FULL))
}
