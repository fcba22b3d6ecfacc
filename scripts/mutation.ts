import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { format, resolveConfig } from 'prettier'
import { compile } from './mutation/compile.ts'
import { makeRoom } from './mutation/make-room.ts'
import type { Mutation } from './mutation/mutation.ts'
import { mutations } from './mutation/mutations.ts'
import { createScratchProject, readContracts, removeScratchProject } from './mutation/scratch-project.ts'
import { openTestBench, type TestBench } from './mutation/test-bench.ts'

const usage = `npm run mutation                 all planted mutations, one at a time
npm run mutation -- 12 17        only these numbers
npm run mutation -- --write      all, and write the result to docs/mutations.md`

interface Verdict {
  readonly number: number
  readonly mutation: Mutation
  readonly killedBy: number
}

const root = process.cwd()
/** As they are now: a run takes minutes, and somebody may edit meanwhile. */
const sources = readContracts(root)
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { write: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
})

/** The file with the fault in it; refuses a fault that is not where it should be. */
function mutate({ file, find, replace }: Mutation): string {
  const source = sources.get(file) ?? ''
  if (source.split(find).length !== 2) throw new Error(`contracts/${file} does not hold exactly once:\n${find}`)
  return makeRoom(
    file,
    source.replace(find, () => replace),
  )
}

/** Codes that differ in the mutant: of the tests of a value type themselves, else of the contracts. */
function codesOf(folder: string, mutation: Mutation): Map<string, string> {
  const replaced = { file: `contracts/${mutation.file}`, source: mutate(mutation) }
  const test = `test/contracts/${mutation.killedBy}`
  const registry = mutation.file === 'CauseRegistry.sol'
  const entry = mutation.killedBy.startsWith('types/')
    ? test
    : `contracts/${registry ? mutation.file : 'ClearingHub.sol'}`
  return compile(folder, { entry, replaced })
}

async function judge(bench: TestBench, folder: string, number: number, mutation: Mutation): Promise<Verdict> {
  const { failed } = await bench.run(`test/contracts/${mutation.killedBy}`, codesOf(folder, mutation))
  return { number, mutation, killedBy: failed }
}

function rowOf({ number, mutation, killedBy }: Verdict): string {
  const { file, breaks, rule, killedBy: test } = mutation
  const verdict = killedBy > 0 ? `killed by ${killedBy}` : '**survived**'
  return `| ${number} | ${file} | ${breaks} | ${rule} | \`${test}\` | ${verdict} |`
}

async function write(verdicts: readonly Verdict[], seconds: number): Promise<void> {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
  const killed = verdicts.filter(({ killedBy }) => killedBy > 0).length
  const day = new Date().toISOString().slice(0, 10)
  const text = `<!-- Written by \`npm run mutation -- --write\`. -->
# Planted mutations

${killed} of ${verdicts.length} killed, at commit ${commit}, ${day}, in ${seconds} s. One fault at a time is planted in a scratch copy of the contracts; the named test file must fail. \`npm run mutation -- 12\` repeats number 12. What each fault changes stands in \`scripts/mutation/planted/\`. The mutants are compiled by the old code generator without optimizer (\`scripts/mutation/make-room.ts\` gives it the stack it needs), after the unmutated contracts, compiled the same way, passed every one of the tests.

| no. | file in contracts/ | the fault | breaks | test in test/contracts/ | verdict |
|---|---|---|---|---|---|
${verdicts.map(rowOf).join('\n')}
`
  const file = join(root, 'docs', 'mutations.md')
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }))
}

/** The tests must pass without a fault, or a kill would mean nothing. */
async function checkSound(bench: TestBench): Promise<void> {
  for (const test of new Set(mutations.map(({ killedBy }) => killedBy))) {
    const { failed, passed } = await bench.run(`test/contracts/${test}`, new Map())
    if (failed > 0 || passed === 0) throw new Error(`${test} does not pass on the contracts as they are.`)
  }
}

async function run(folder: string): Promise<Verdict[]> {
  const numbers = positionals.length > 0 ? positionals.map(Number) : mutations.map((_, i) => i + 1)
  const bench = await openTestBench(folder)
  console.log('building the scratch copy …')
  await bench.build()
  await checkSound(bench)
  const verdicts: Verdict[] = []
  for (const number of numbers) {
    const mutation = mutations[number - 1]
    if (mutation === undefined) throw new Error(`There are mutations 1 to ${mutations.length}, not ${number}.`)
    const verdict = await judge(bench, folder, number, mutation)
    verdicts.push(verdict)
    console.log(rowOf(verdict))
  }
  return verdicts
}

if (values.help) {
  console.log(usage)
} else {
  const started = Date.now()
  const folder = createScratchProject(root, sources)
  try {
    const verdicts = await run(folder)
    const seconds = Math.round((Date.now() - started) / 1000)
    const killed = verdicts.filter(({ killedBy }) => killedBy > 0).length
    console.log(`\n${killed} of ${verdicts.length} mutations killed in ${seconds} s`)
    if (values.write) await write(verdicts, seconds)
    if (killed < verdicts.length) process.exitCode = 1
  } finally {
    process.chdir(root)
    removeScratchProject(folder)
  }
}
