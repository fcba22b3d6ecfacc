import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createHardhatRuntimeEnvironment } from 'hardhat/hre'

interface Summary {
  readonly failed: number
  readonly passed: number
}

interface Suites {
  readonly suiteResults: readonly { readonly testResults: readonly { readonly status: string }[] }[]
}

/** What `hardhat test solidity` answers: its value where all tests passed, else its error. */
interface TestResult {
  readonly value?: Suites
  readonly error?: Suites
}

/** Runs tests of a scratch project with other code in its artifacts, in this process: no start, no compilation. */
export interface TestBench {
  /** Builds everything once. */
  build(): Promise<void>
  /** Failed and passed tests of one file, with these creation codes (by `file:contract`) instead of the built ones. */
  run(testFile: string, codes: ReadonlyMap<string, string>): Promise<Summary>
}

export async function openTestBench(folder: string): Promise<TestBench> {
  process.chdir(folder)
  const config = (await import(join(folder, 'hardhat.config.ts'))) as { default: object }
  const hre = await createHardhatRuntimeEnvironment(config.default, {}, folder)

  return {
    async build() {
      await quietly(() => hre.tasks.getTask('build').run({ quiet: true }))
    },
    async run(testFile, codes) {
      const restore = [...codes].map(([name, code]) => plant(folder, name, code))
      try {
        const task = hre.tasks.getTask(['test', 'solidity'])
        const result = (await quietly(() => task.run({ testFiles: [testFile], noCompile: true }))) as TestResult
        const suites = (result.value ?? result.error)?.suiteResults ?? []
        const statuses = suites.flatMap(({ testResults }) => testResults.map(({ status }) => status))
        const failed = statuses.filter((status) => status === 'Failure').length
        return { failed, passed: statuses.length - failed }
      } finally {
        for (const undo of restore) undo()
      }
    },
  }
}

/** Puts other creation code into an artifact; returns how to undo it. */
function plant(folder: string, name: string, bytecode: string): () => void {
  const [file = '', contract = ''] = name.split(':')
  const path = join(folder, 'artifacts', file, `${contract}.json`)
  const before = readFileSync(path, 'utf8')
  writeFileSync(path, JSON.stringify({ ...(JSON.parse(before) as object), bytecode }))
  return () => writeFileSync(path, before)
}

/** Builder and test runner write their own reports; ours is the table. */
async function quietly<T>(act: () => Promise<T>): Promise<T> {
  const streams = [process.stdout, process.stderr]
  const writes = streams.map((stream) => stream.write.bind(stream))
  const swallow = (_: unknown, encoding?: unknown, done?: unknown) => {
    const call = typeof encoding === 'function' ? encoding : done
    if (typeof call === 'function') call()
    return true
  }
  for (const stream of streams) stream.write = swallow
  try {
    return await act()
  } finally {
    for (const [i, stream] of streams.entries()) stream.write = writes[i] as typeof stream.write
  }
}
