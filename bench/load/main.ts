import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { keepResults, readResults } from './keep-results.ts'
import { type Part, PARTS, runLoad } from './run-load.ts'
import { textOf, writeLoad } from './write-load.ts'

const HELP = `Fills the books of a brand with made-up members and orders, and measures the service on them.

  node bench/load/main.ts [--home FOLDER] [--rows 10000,100000,1000000,10000000] [--parts ${PARTS.join(',')}] [--seconds 60]
    [--payments 60] [--soak-minutes 10] [--orders 5000] [--times 3] [--results FILE] [--fill]
    [--write]

--home keeps the data folder, so that it need not be filled again, --results what was measured, so that it can be measured in
several sittings. --fill only fills. --write keeps the result in
bench/results/load.md. Ten rows of the ledger are one member; 10,000,000 rows take about 20 GB of disk.`

const { values } = parseArgs({
  options: {
    home: { type: 'string' },
    rows: { type: 'string', default: '10000,100000,1000000,10000000' },
    parts: { type: 'string', default: PARTS.join(',') },
    seconds: { type: 'string', default: '60' },
    payments: { type: 'string', default: '60' },
    'soak-minutes': { type: 'string', default: '10' },
    orders: { type: 'string', default: '5000' },
    times: { type: 'string', default: '3' },
    results: { type: 'string' },
    fill: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

const parts = values.fill ? [] : values.parts.split(',')
const unknown = parts.filter((name) => !(PARTS as readonly string[]).includes(name))
if (values.help) console.log(HELP)
else if (unknown.length > 0) {
  console.error(`There is no part "${unknown.join('", "')}". There are: ${PARTS.join(', ')}.`)
  process.exitCode = 2
} else {
  const before = values.results === undefined ? undefined : await readResults(values.results)
  const asked = {
    home: values.home === undefined ? undefined : resolve(values.home),
    rows: values.rows.split(',').map(Number),
    parts: parts as Part[],
    seconds: Number(values.seconds),
    payments: Number(values.payments),
    soakMinutes: Number(values['soak-minutes']),
    orders: Number(values.orders),
    times: Number(values.times),
  }
  const result = await runLoad(asked, before)
  if (values.results !== undefined) await keepResults(values.results, result)
  console.log(textOf(result))
  if (values.write) await writeLoad(result)
}
