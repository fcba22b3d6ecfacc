import { globSync } from 'node:fs'
import { join } from 'node:path'
import { type Part, root } from './part.ts'

const mocha = join('node_modules', 'mocha', 'bin', 'mocha.js')
const hardhat = join('node_modules', 'hardhat', 'dist', 'src', 'cli.js')

/** First, since the compiler of the second may touch what others read of the contracts. */
export const firstParts: readonly Part[] = [
  { name: 'contracts: Solidity', run: [hardhat, 'test', 'solidity'] },
  { name: 'check', run: [join('scripts', 'check', 'check.ts')] },
]

/** Groups of test files that take about as long; a file belongs to the first group that knows its name. */
const serviceGroups: readonly { name: string; files: RegExp }[] = [
  { name: 'services: fire', files: /services\/fire/ },
  { name: 'services: relay', files: /relay/ },
  { name: 'services: network', files: /services\/(up|sample)/ },
  { name: 'services: ledger', files: /services\/ledger/ },
  { name: 'services: import', files: /services\/(import|recover|receipts|stuck)/ },
  { name: 'services and CLI', files: /./ },
]

function serviceParts(): Part[] {
  const files = globSync('test/services/**/*.test.ts', { cwd: root }).toSorted()
  const groupOf = (file: string) => serviceGroups.find((group) => group.files.test(file))
  return serviceGroups.map((group) => {
    const own = files.filter((file) => groupOf(file) === group)
    return { name: group.name, run: [mocha, ...own, '--config', '.mocharc.json'] }
  })
}

/** Everything else, the longest first. */
export const laterParts: readonly Part[] = [
  { name: 'portal in a browser', run: [mocha, '--config', join('e2e', '.mocharc.json')] },
  ...serviceParts(),
  { name: 'contracts: behaviour', run: [hardhat, 'test', 'mocha'] },
]
