/** `npm run bench` measures everything, `npm run bench -- gas` one part; each writes its table to bench/results. */
import { runGas } from './gas/run-gas.ts'

const parts: Record<string, () => Promise<void>> = { gas: runGas }

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !Object.hasOwn(parts, name))
if (unknown.length > 0) {
  console.error(`There is no part "${unknown.join('", "')}". There are: ${Object.keys(parts).join(', ')}.`)
  process.exitCode = 2
} else {
  for (const [name, run] of Object.entries(parts)) {
    if (asked.length > 0 && !asked.includes(name)) continue
    console.log(`\n━━ ${name}\n`)
    await run()
  }
}
