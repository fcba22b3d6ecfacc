import { grouped, tableOf } from '../report/table.ts'
import { writeReport } from '../report/write-report.ts'
import type { AcceptanceParameters, AcceptanceResult } from './run-acceptance.ts'

/** What a run showed, as rows of a table. */
export function rowsOf(parameters: AcceptanceParameters, result: AcceptanceResult): string[][] {
  const { written, sent, verdict, done, faults, lag } = result
  const points = (hundredths: string): string => grouped(BigInt(hundredths) / 100n)
  const injected = Object.values(faults).reduce((sum, count) => sum + count, 0)
  return [
    ['purchases', grouped(verdict.purchases)],
    ['members × brands with points', grouped(verdict.balances)],
    ['refunds', grouped(verdict.refunds)],
    ['deliveries, of these duplicates', `${grouped(written.deliveries)}, ${grouped(written.duplicates)}`],
    ['attempts to deliver them', grouped(sent.attempts)],
    ['SIGKILLs', grouped(done.kills)],
    ['reorgs', grouped(done.reorgs)],
    ['database stopped at once', grouped(done.databaseRestarts)],
    ['requests to the node, of these with a fault', `${grouped(result.requests)}, ${grouped(injected)}`],
    [
      'faults by kind',
      Object.entries(faults)
        .map(([kind, count]) => `${kind} ${grouped(count)}`)
        .join(' · '),
    ],
    ['replicas that ended by themselves', grouped(result.endedAlone)],
    ['points expected by the oracle', points(verdict.expected)],
    ['points there are', points(verdict.supply)],
    ['**lost** (points)', `**${points(verdict.lost)}**`],
    ['**doubled** (points)', `**${points(verdict.doubled)}**`],
    ['points of people who bought nothing', points(verdict.elsewhere)],
    ['parked deliveries', grouped(lag.parked)],
    ['lag from accepted to minted: median, p95, max', [lag.median, lag.p95, lag.max].map(seconds).join(', ')],
    ['deliveries accepted per second', (sent.accepted / result.sendSeconds).toFixed(0)],
    ['from the first delivery to all settled', seconds(result.seconds)],
    ['purchases settled per second, all disturbances included', (verdict.purchases / result.seconds).toFixed(0)],
    ['seed', String(parameters.seed)],
  ]
}

const seconds = (value: number): string => `${value.toFixed(1)} s`

export const textOf = (parameters: AcceptanceParameters, result: AcceptanceResult): string =>
  rowsOf(parameters, result)
    .map(([what, value]) => `${what}: ${value}`)
    .join('\n')

/** Writes bench/results/acceptance.md. */
export async function writeAcceptance(parameters: AcceptanceParameters, result: AcceptanceResult): Promise<void> {
  const body = [
    `Purchases are told to two replicas of the service by signed deliveries, shuffled, with duplicates and refunds. The
replicas are killed at random moments; of a thousand of their requests to the node ${parameters.faultsPerMille} meet a
fault (executed but the answer lost, errors, 429, hanging, reset, half an answer, executed twice, an answer of before);
blocks are taken away and the database is stopped at once. Afterwards an oracle that shares no code with the project reads
the input file and, by \`eth_call\`, every member's balance.`,
    `Result: **${result.passed ? 'passed' : 'failed'}**.`,
    tableOf(['what', 'value'], rowsOf(parameters, result), ['value']),
    `Again: \`npm run test:long -- acceptance\`, or with another seed or without one of the safeguards
\`node bench/acceptance/main.ts --help\`.`,
  ]
  await writeReport('acceptance', 'Acceptance run', body, 'npm run test:long -- acceptance')
}
