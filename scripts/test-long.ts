import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
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
    name: 'plans',
    goes: '200 random files as the database keeps them, whole and cut in two, against a plain rule',
    run: [...services, join('test', 'services', 'import-plan.test.ts')],
    env: { POINTS_PLANS: '200' },
  },
  {
    name: 'fire',
    goes: '20 seeds of faults of the node, 20 stops of the database, 10 deaths after each step of a mint',
    run: [...services, ...globSync(join('test', 'services', 'fire', '{node,database,crash}.test.ts'), { cwd: root })],
    env: { POINTS_FIRE_SEEDS: '20', POINTS_DATABASE_RESTARTS: '20', POINTS_CRASH_ROUNDS: '10' },
  },
  {
    name: 'acceptance',
    goes: '100,000 purchases through 200 SIGKILLs, faults of the node, reorgs and stops of the database, and an oracle',
    run: [...services, join('test', 'services', 'fire', 'acceptance.test.ts')],
    env: { POINTS_ACCEPTANCE: 'whole' },
  },
  {
    name: 'ledger',
    goes: '200 random histories of shops with crashes, faults of the node, reorgs, cut connections and restored databases, against a plain model',
    run: [...services, join('test', 'services', 'ledger', 'history.test.ts')],
    env: { LEDGER_SEEDS: '200' },
  },
  {
    name: 'model',
    goes: '100 random histories of 200 steps against the reference model',
    run: [hardhat, 'test', 'mocha', join('test', 'contracts', 'model.test.ts')],
    env: { MODEL_HISTORIES: '100', MODEL_STEPS: '200' },
  },
  {
    name: 'portal',
    goes: 'every page at 320, 768 and 1440 px, both themes and directions; outages in mid-swap; WalletConnect against a mock',
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

const page = join(root, 'docs', 'long-proofs.md')
const HEAD = '| part | what | tests | seconds | result | commit | date (UTC) |'

/** Rows of the page by part: those of parts that are not run now stay as they are. */
function rowsOfPage(): Map<string, string> {
  const text = existsSync(page) ? readFileSync(page, 'utf8') : ''
  const cells = (line: string) => line.split('|').map((cell) => cell.trim())
  const rows = text.split('\n').filter((line) => cells(line).length === cells(HEAD).length)
  return new Map(rows.map((line) => [cells(line)[1] ?? '', line]))
}

/** The commit a run begins with, since it takes long; and whether the tree was another. */
function commitOf(): string {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()
  const changed = git('status', '--porcelain', '--untracked-files=no') !== ''
  return `${git('rev-parse', '--short=10', 'HEAD')}${changed ? ' and uncommitted changes' : ''}`
}

const commit = commitOf()
const results = await runAll()
const date = new Date().toISOString().slice(0, 16).replace('T', ' ')
const rows = rowsOfPage()
for (const { part, outcome, count } of results) {
  const verdict = outcome.ok ? 'passed' : '**failed**'
  const tests = `${count.passed} passed, ${count.failed} failed`
  const cells = [part.name, part.goes, tests, outcome.seconds.toFixed(0), verdict, commit, date]
  rows.set(part.name, `| ${cells.join(' | ')} |`)
}
writeFileSync(
  page,
  `# Long proofs

Written by \`npm run test:long\`; each part as it was last run, with the commit it was run on.

Machine: ${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(1)} GiB, Node ${process.versions.node}

${HEAD}
| --- | --- | --- | ---: | --- | --- | --- |
${PARTS.flatMap(({ name }) => rows.get(name) ?? []).join('\n')}
`,
)
console.log('\n━━ result\n')
for (const { outcome, count } of results)
  console.log(reportLine(outcome, `${count.passed} passed, ${count.failed} failed`))
if (results.some(({ outcome }) => !outcome.ok)) process.exitCode = 1
