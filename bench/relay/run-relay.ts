import { withThrowAway } from '../network/throw-away.ts'
import { grouped, tableOf } from '../report/table.ts'
import { writeReport } from '../report/write-report.ts'
import { type RelayRun, measureRelay } from './measure-relay.ts'

/** Measures how many intents the relay of a network of its own carries a second, and writes the table. */
export async function runRelay(): Promise<void> {
  const runs = await withThrowAway(measureRelay)
  const body = [
    'Signed intents over HTTP into blocks: `POST /v1/intents`, then the event stream of each until it says `done`, by as many ' +
      'clients at once as stated, each with one intent under way. A local network of its own (anvil with a block a second, ' +
      'embedded PostgreSQL, service and clients on the same machine); signatures are made beforehand. Lost is what did not ' +
      'arrive by the balances on chain.',
    tableOf(
      [
        'members',
        'intents',
        'clients',
        'seconds',
        'intents/s',
        'tap to block, median ms',
        'p95 ms',
        'per batch',
        'gas each',
        'lost',
      ],
      runs.map(row),
    ),
  ]
  console.log(body.join('\n\n'))
  await writeReport('relay', 'Relay', body)
}

function row({ name, intents, clients, seconds, latencies, transactions, gasUsed, lost }: RelayRun): string[] {
  const sorted = latencies.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN).toFixed(0)
  return [
    ...[
      name,
      grouped(intents),
      grouped(clients),
      seconds.toFixed(1),
      (intents / seconds).toFixed(1),
      at(0.5),
      at(0.95),
    ],
    ...[(intents / transactions).toFixed(1), grouped(gasUsed / BigInt(intents)), grouped(lost)],
  ]
}
