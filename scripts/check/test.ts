import { type Count, countTests, failuresOf } from './count.ts'
import { type Outcome, type Part, reportLine } from './part.ts'
import { runParts } from './run-parts.ts'
import { testParts } from './test-parts.ts'

/** As many as the cores of the machines this is run on. */
const LANES = 2

/** A part that failed without a failing test, or that found no test at all, counts as one failure. */
function countPart({ one = false }: Part, outcome: Outcome): Count {
  const { ok } = outcome
  if (one) return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 }
  const count = countTests(outcome.output)
  const ran = count.passed + count.failed > 0
  return !ok || !ran ? { ...count, failed: Math.max(1, count.failed) } : count
}

/** `npm test -- NAME…` runs these parts alone. */
function chosenParts(names: readonly string[]): readonly Part[] {
  const unknown = names.filter((name) => !testParts.some((part) => part.name === name))
  if (unknown.length === 0) return names.length === 0 ? testParts : testParts.filter(({ name }) => names.includes(name))
  console.error(`There is no part ${unknown.join(', ')}. Choose of: ${testParts.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}

const started = performance.now()
const results: { outcome: Outcome; count: Count }[] = []
await runParts(chosenParts(process.argv.slice(2)), {
  count: LANES,
  onStart: ({ name }) => console.log(`   … ${name}`),
  onEnd: (part, outcome) => {
    console.log(`\n━━ ${part.name}\n\n${outcome.output.trim()}\n`)
    results.push({ outcome, count: countPart(part, outcome) })
  },
})

console.log('\n━━ result\n')
const total: Count = { passed: 0, failed: 0, skipped: 0 }
for (const { outcome, count } of results) {
  const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : ''
  console.log(
    reportLine({ ...outcome, ok: count.failed === 0 }, `${count.passed} passed, ${count.failed} failed${skipped}`),
  )
  total.passed += count.passed
  total.failed += count.failed
  total.skipped += count.skipped
}
for (const { outcome, count } of results) {
  if (count.failed > 0) console.log(`\n━━ what failed in ${outcome.name}\n\n${failuresOf(outcome.output)}`)
}
console.log(`\n  ${((performance.now() - started) / 1000).toFixed(0)} s on ${LANES} lanes`)
console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`)
if (total.failed > 0) process.exitCode = 1
