import { type Count, countTests, failuresOf } from './count.ts'
import { type Outcome, type Part, reportLine, runPart } from './part.ts'
import { firstParts, laterParts } from './test-parts.ts'

/** The machines this is run on have two cores. */
const LANES = 2

/** A part that failed without a failing test, or that found no test at all, counts as one failure. */
function countPart(outcome: Outcome): Count {
  const count = countTests(outcome.output)
  const ran = count.passed + count.failed > 0
  return !outcome.ok || !ran ? { ...count, failed: Math.max(1, count.failed) } : count
}

type Result = { outcome: Outcome; count: Count }

/** Runs parts side by side; each is printed whole when it is over. */
async function runParts(parts: readonly Part[]): Promise<Result[]> {
  const waiting = [...parts]
  const results: Result[] = []
  const lane = async (): Promise<void> => {
    for (let part = waiting.shift(); part; part = waiting.shift()) {
      console.log(`   … ${part.name}`)
      const outcome = await runPart(part)
      console.log(`\n━━ ${part.name}\n\n${outcome.output.trimEnd()}\n`)
      results.push({ outcome, count: countPart(outcome) })
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  return results
}

const started = performance.now()
const results = [...(await runParts(firstParts)), ...(await runParts(laterParts))]

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
