import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeRoom } from './make-room.ts'

const config = `import { fileURLToPath } from 'node:url'
import { defineConfig } from 'hardhat/config'

const path = fileURLToPath(import.meta.resolve('solc/soljson.js'))
const settings = { viaIR: false, evmVersion: 'osaka', optimizer: { enabled: false } }

export default defineConfig({
  solidity: {
    profiles: { default: { version: '0.8.37', path, settings } },
    npmFilesToBuild: ['@openzeppelin/contracts/access/manager/AccessManager.sol'],
  },
  paths: { tests: { solidity: './test/contracts' } },
  test: { solidity: { fuzz: { runs: 64 } } },
})
`

/** Left out: no quick test needs them, and checking P-256 has no room in the old code generator. */
const LEFT_OUT = ['bench/', 'account/', 'MemberAccount', 'interfaces/IMemberAccount']

/** Sources of the contracts under test, by path below contracts/, with room for the old code generator. */
export function readContracts(root: string): Map<string, string> {
  const folder = join(root, 'contracts')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.sol') && !LEFT_OUT.some((start) => file.startsWith(start)))
  return new Map(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]))
}

/** A copy of contracts and quick Solidity tests, in a folder of its own; the caller removes it. */
export function createScratchProject(root: string, sources: ReadonlyMap<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'openpoints-mutation-'))
  for (const [file, source] of sources) write(folder, `contracts/${file}`, makeRoom(file, source))
  for (const part of ['rules', 'support', 'types']) {
    cpSync(join(root, 'test/contracts', part), join(folder, 'test/contracts', part), {
      recursive: true,
      filter: (path) => !path.endsWith('.ts'),
    })
  }
  cpSync(join(root, 'package.json'), join(folder, 'package.json'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  writeFileSync(join(folder, 'hardhat.config.ts'), config)
  return folder
}

export function removeScratchProject(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}

function write(folder: string, file: string, text: string): void {
  mkdirSync(join(folder, file, '..'), { recursive: true })
  writeFileSync(join(folder, file), text)
}
