import { globSync } from 'node:fs'
import { join } from 'node:path'
import { type Part, root } from './part.ts'
import { checkParts } from './parts.ts'

const mocha = join('node_modules', 'mocha', 'bin', 'mocha.js')
const hardhat = join('node_modules', 'hardhat', 'dist', 'src', 'cli.js')

/** Compiled contracts: all the tests of the chain read them. */
const COMPILED = 'contracts: compiled'
/** Its compiler adds to the folders of the contracts, which some copy, list or compile themselves. */
const SOLIDITY = 'contracts: Solidity'
const PORTAL = 'portal: built'
/** Checks that read whatever lies in the portal's folder, and would meet a build half done. */
const OF_PORTAL = ['types of the portal', 'import arrows']
/** Checks that read what is made of the contracts. */
const OF_CONTRACTS = ['types', 'types of browser tests', 'generated ABIs']

const compiled = { needs: [COMPILED] }
const settled = { needs: [COMPILED], after: [SOLIDITY] }

/** It copies a whole checkout, and deploys by Hardhat. */
const NETWORK = 'services: network'

/** Groups of test files, the longest first; a file belongs to the one group that knows its name, else to the last. */
const serviceGroups: readonly { name: string; files: RegExp }[] = [
  { name: NETWORK, files: /services\/(up|sample)/ },
  { name: 'services: fire', files: /services\/fire/ },
  { name: 'services: shops', files: /services\/(access|intake|load|people|shops|till)/ },
  { name: 'services: import', files: /services\/(import|recover|receipts|stuck)/ },
  { name: 'services: relay', files: /services\/relay/ },
  { name: 'services: ledger', files: /services\/ledger/ },
  { name: 'services and CLI', files: /./ },
]

function serviceParts(): Part[] {
  const files = globSync('test/services/**/*.test.ts', { cwd: root }).toSorted()
  const groupOf = (file: string) => serviceGroups.find((group) => group.files.test(file))
  return serviceGroups.map((group) => {
    const own = files.filter((file) => groupOf(file) === group)
    const when = group.name === NETWORK ? settled : compiled
    return { name: group.name, run: [mocha, ...own, '--config', '.mocharc.json'], ...when }
  })
}

function checks(): Part[] {
  return checkParts.map((part) => ({ ...part, one: true, ...(OF_CONTRACTS.includes(part.name) ? settled : {}) }))
}

/** What others wait for, then the longest first; what nobody waits for fills the gaps. */
export const testParts: readonly Part[] = [
  { name: COMPILED, run: [join('scripts', 'bootstrap.mjs'), 'build'], one: true },
  ...checks().filter(({ name }) => OF_PORTAL.includes(name)),
  { name: PORTAL, run: [join('scripts', 'check', 'build-portal.ts')], after: OF_PORTAL, one: true },
  { name: SOLIDITY, run: [hardhat, 'test', 'solidity'], ...compiled },
  { name: 'portal in a browser', run: [mocha, '--config', join('e2e', '.mocharc.json')], ...compiled, after: [PORTAL] },
  ...serviceParts(),
  { name: 'contracts: behaviour', run: [hardhat, 'test', 'mocha'], ...settled },
  ...checks().filter(({ name }) => !OF_PORTAL.includes(name)),
]
