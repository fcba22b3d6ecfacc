import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { type Count, countTests } from './check/count.ts'
import { type Outcome, type Part, reportLine, root, runPart } from './check/part.ts'

/** A part of the long run, and how much further than `npm test` it goes. */
interface LongPart extends Part {
  env: Record<string, string>
  goes: string
}

const hardhat = join('node_modules', 'hardhat', 'dist', 'src', 'cli.js')
const mocha = join('node_modules', 'mocha', 'bin', 'mocha.js')
const services = [mocha, '--no-config', '--extension', 'ts', '--timeout', '3600000', '--exit']

const PARTS: readonly LongPart[] = [
  {
    name: 'kills',
    goes: '50 SIGKILLs at random moments of an import, compared with an undisturbed run',
    run: [...services, join('test', 'services', 'import-crash.test.ts')],
    env: { POINTS_KILLS: '50' },
  },
  {
    name: 'model',
    goes: '100 random histories of 200 steps against the reference model',
    run: [hardhat, 'test', 'mocha', join('test', 'contracts', 'model.test.ts')],
    env: { MODEL_HISTORIES: '100', MODEL_STEPS: '200' },
  },
  {
    name: 'portal',
    goes: 'every page at 320, 768 and 1440 px, in both themes and directions: axe-core, width, screenshots',
    run: [mocha, '--config', join('e2e', 'long.mocharc.json')],
    env: {},
  },
  {
    name: 'invariants',
    goes: '20,000 runs of each fuzz test, 128 histories of 128 moves per campaign',
    run: [hardhat, 'test', 'solidity', '--test-profile', 'long'],
    env: {},
  },
]

const chosen = process.argv.slice(2)
const unknown = chosen.filter((name) => !PARTS.some((part) => part.name === name))
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. Choose of: ${PARTS.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}

/** Parts run one after another: each gets the whole machine. */
async function runAll(): Promise<{ part: LongPart; outcome: Outcome; count: Count }[]> {
  const results = []
  for (const part of PARTS.filter(({ name }) => chosen.length === 0 || chosen.includes(name))) {
    console.log(`\n━━ ${part.name}: ${part.goes}\n`)
    Object.assign(process.env, part.env)
    const outcome = await runPart(part, true)
    const count = countTests(outcome.output)
    results.push({ part, outcome: { ...outcome, ok: outcome.ok && count.failed === 0 && count.passed > 0 }, count })
  }
  return results
}

// The commit the run begins with: it takes long, and somebody may commit meanwhile.
const commit = execFileSync('git', ['rev-parse', '--short=10', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
const results = await runAll()
const rows = results.map(({ part, outcome, count }) => {
  const verdict = outcome.ok ? 'passed' : '**failed**'
  return `| ${part.name} | ${part.goes} | ${count.passed} passed, ${count.failed} failed | ${outcome.seconds.toFixed(0)} | ${verdict} |`
})
const page = `# Long proofs

Written by \`npm run test:long\`${chosen.length > 0 ? ` (parts: ${chosen.join(', ')})` : ''}.

- Date: ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC
- Commit: ${commit}
- Machine: ${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(1)} GiB, Node ${process.versions.node}

| part | what | tests | seconds | result |
| --- | --- | --- | ---: | --- |
${rows.join('\n')}
`
writeFileSync(join(root, 'docs', 'long-proofs.md'), page)
console.log('\n━━ result\n')
for (const { outcome, count } of results)
  console.log(reportLine(outcome, `${count.passed} passed, ${count.failed} failed`))
if (results.some(({ outcome }) => !outcome.ok)) process.exitCode = 1
