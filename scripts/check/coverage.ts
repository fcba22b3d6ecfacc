import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { type Branch, branchesOf, parse } from './coverage/branches.ts'
import { readHits, statementsOf } from './coverage/statements.ts'
import { root } from './part.ts'

const LEAST_PERCENT = 98
const SKIPPED = /^contracts\/(mocks|dev|bench|interfaces)\//
const COPIED = [
  'contracts',
  'test',
  'ignition',
  'bench',
  'chain',
  'loyalty',
  'service',
  'scripts',
  'package.json',
  'tsconfig.json',
  'hardhat.config.ts',
]

interface Row {
  readonly file: string
  readonly lines: number
  readonly linesHit: number
  readonly branches: readonly Branch[]
  /** Lines that hold a statement which was never reached. */
  readonly missed: readonly number[]
}

/** The instrumented build must not end up where `npm start` looks for contracts: a copy is measured. */
function createCopy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'openpoints-coverage-'))
  for (const part of COPIED) {
    if (existsSync(join(root, part))) cpSync(join(root, part), join(folder, part), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  return folder
}

/** All tests but the gas snapshots, which the instruments would change, and the long random histories. */
function testsOf(folder: string): string[] {
  return readdirSync(join(folder, 'test/contracts'), { recursive: true, encoding: 'utf8' })
    .map((file) => `test/contracts/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.test.ts') || file.endsWith('.t.sol'))
    .filter((file) => !/\/(gas|invariants)\//.test(file))
}

function runTests(folder: string): boolean {
  const hardhat = join('node_modules', 'hardhat', 'dist', 'src', 'cli.js')
  const env = { ...process.env, MODEL_HISTORIES: '2' }
  const args = [hardhat, '--coverage', 'test', ...testsOf(folder)]
  return spawnSync(process.execPath, args, { cwd: folder, stdio: 'inherit', env }).status === 0
}

function measure(folder: string): Row[] {
  const files = readdirSync(join(folder, 'contracts'), { recursive: true, encoding: 'utf8' })
    .map((file) => `contracts/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.sol') && !SKIPPED.test(file))
  const sources = new Map(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]))
  const hits = readHits(folder)
  const trees = parse(root, withImports(folder, sources))

  return files.toSorted().map((file) => {
    const source = sources.get(file) ?? ''
    const statements = statementsOf(file, source, hits)
    const lines = new Map<number, boolean>()
    for (const { start, hits: count } of statements) {
      const line = source.slice(0, start).split('\n').length
      lines.set(line, (lines.get(line) ?? true) && count > 0)
    }
    const tree = trees.get(file)
    const branches = tree === undefined ? [] : branchesOf(source, tree, statements)
    const missed = [...lines].filter(([, hit]) => !hit).map(([line]) => line)
    return { file, lines: lines.size, linesHit: lines.size - missed.length, branches, missed }
  })
}

/** The compiler wants the interfaces too. */
function withImports(folder: string, sources: ReadonlyMap<string, string>): Map<string, string> {
  const interfaces = readdirSync(join(folder, 'contracts/interfaces')).map((file) => `contracts/interfaces/${file}`)
  return new Map([...sources, ...interfaces.map((file) => [file, readFileSync(join(folder, file), 'utf8')] as const)])
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`
}

function missing({ missed, branches }: Row): string {
  const outcomes = branches.filter(({ taken }) => !taken).map(({ line, outcome }) => `${line} ${outcome}`)
  return [...missed.map((line) => `line ${line}`), ...outcomes].join(', ') || 'nothing'
}

function tableOf(rows: readonly Row[]): { table: string; enough: boolean } {
  const taken = (row: Row) => row.branches.filter((branch) => branch.taken).length
  const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0)
  const [lines, linesHit] = [sum((row) => row.lines), sum((row) => row.linesHit)]
  const [branches, branchesTaken] = [sum((row) => row.branches.length), sum(taken)]
  const body = rows
    .filter(({ lines: count }) => count > 0)
    .map(
      (row) =>
        `| ${row.file} | ${row.linesHit} of ${row.lines} | ${taken(row)} of ${row.branches.length} | ${missing(row)} |`,
    )
  const table = [
    '| file | lines reached | branches taken | missing |',
    '|---|---|---|---|',
    ...body,
    `| **all** | **${percent(linesHit, lines)}** (${linesHit} of ${lines}) | **${percent(branchesTaken, branches)}** (${branchesTaken} of ${branches}) | |`,
  ].join('\n')
  const enough = linesHit * 100 >= LEAST_PERCENT * lines && branchesTaken * 100 >= LEAST_PERCENT * branches
  return { table, enough }
}

async function write(table: string): Promise<void> {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
  const text = `<!-- Written by \`npm run coverage\`. -->
# Coverage of the contracts

At commit ${commit}, ${new Date().toISOString().slice(0, 10)}. Measured by Hardhat's own instruments in a scratch copy, with all behaviour tests, the scenes per rule, the value types and the differential tests (gas snapshots and random histories left out). Mocks, the development stablecoin and the benchmark contracts do not count. A line counts as reached where every statement that begins in it was; a branch is one outcome of an \`if\`; conditional expressions are not instrumented, their outcomes are what [the planted mutations](mutations.md) are for.

${table}
`
  const file = join(root, 'docs', 'coverage.md')
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }))
}

const folder = createCopy()
try {
  const passed = runTests(folder)
  const { table, enough } = tableOf(measure(folder))
  console.log(`\n${table}\n`)
  if (passed) await write(table)
  else console.error('Some tests failed under the instruments, so docs/coverage.md was left as it is.')
  if (!enough) console.error(`Lines and branches must reach ${LEAST_PERCENT} %.`)
  if (!passed || !enough) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
