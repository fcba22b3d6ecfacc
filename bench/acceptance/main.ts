import { parseArgs } from 'node:util'
import { runAcceptance } from './run-acceptance.ts'
import { SABOTAGES, type Sabotage } from './sabotage.ts'
import { textOf, writeAcceptance } from './write-acceptance.ts'

const HELP = `The acceptance run of shops: purchases under faults, judged by an oracle.

  node bench/acceptance/main.ts [--purchases 100000] [--members 1000] [--brands 5] [--seed N] [--kills 200] [--reorgs 5]
    [--database-restarts 3] [--faults-per-mille 200] [--idle-seconds 120] [--sabotage ${SABOTAGES.join('|')}] [--write]

--write keeps the result in bench/results/acceptance.md. --sabotage takes a safeguard away: the run must fail.`

const { values } = parseArgs({
  options: {
    purchases: { type: 'string', default: '100000' },
    members: { type: 'string', default: '1000' },
    brands: { type: 'string', default: '5' },
    seed: { type: 'string', default: '20261122' },
    kills: { type: 'string', default: '200' },
    reorgs: { type: 'string', default: '5' },
    'database-restarts': { type: 'string', default: '3' },
    'faults-per-mille': { type: 'string', default: '200' },
    'idle-seconds': { type: 'string', default: '120' },
    sabotage: { type: 'string' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

const wanted = values.sabotage
if (values.help) console.log(HELP)
else if (wanted !== undefined && !(SABOTAGES as readonly string[]).includes(wanted)) {
  console.error(`There is no sabotage "${wanted}". There are: ${SABOTAGES.join(', ')}.`)
  process.exitCode = 2
} else await main(wanted as Sabotage | undefined)

async function main(chosen: Sabotage | undefined): Promise<void> {
  const parameters = {
    seed: Number(values.seed),
    purchases: Number(values.purchases),
    members: Number(values.members),
    brands: Number(values.brands),
    kills: Number(values.kills),
    reorgs: Number(values.reorgs),
    databaseRestarts: Number(values['database-restarts']),
    faultsPerMille: Number(values['faults-per-mille']),
    idleMs: Number(values['idle-seconds']) * 1_000,
    say: (what: string) => console.log(`${new Date().toISOString().slice(11, 19)} ${what}`),
    ...(chosen === undefined ? {} : { sabotage: chosen }),
  }
  const result = await runAcceptance(parameters)
  console.log(`\n${textOf(parameters, result)}\n\n${result.passed ? 'passed' : 'FAILED'}`)
  if (result.verdict.wrong.length > 0) console.log(JSON.stringify(result.verdict.wrong, null, 2))
  if (values.write) await writeAcceptance(parameters, result)
  process.exitCode = result.passed ? 0 : 1
}
