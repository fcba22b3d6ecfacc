import { join } from 'node:path'
import { type Count, countTests } from './count.ts'
import { type Outcome, type Part, reportLine, runPart } from './part.ts'

const hardhat = join('node_modules', 'hardhat', 'dist', 'src', 'cli.js')

const parts: readonly Part[] = [
  { name: 'check', run: [join('scripts', 'check', 'check.ts')] },
  { name: 'contracts: Solidity', run: [hardhat, 'test', 'solidity'] },
  { name: 'contracts: behaviour', run: [hardhat, 'test', 'mocha'] },
  { name: 'services and CLI', run: [join('node_modules', 'mocha', 'bin', 'mocha.js')] },
]

/** A part that failed without a failing test, or that found no test at all, counts as one failure. */
function countPart(outcome: Outcome): Count {
  const count = countTests(outcome.output)
  const ran = count.passed + count.failed > 0
  return !outcome.ok || !ran ? { ...count, failed: Math.max(1, count.failed) } : count
}

const results: { outcome: Outcome; count: Count }[] = []
for (const part of parts) {
  console.log(`\n━━ ${part.name}\n`)
  const outcome = await runPart(part, true)
  results.push({ outcome, count: countPart(outcome) })
}

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
console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`)
if (total.failed > 0) process.exitCode = 1
