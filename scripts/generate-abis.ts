import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Export name → artifact. A network is made of these; `contractsHash` covers the code of all of them. */
const contracts = {
  clearingHub: 'contracts/ClearingHub.sol/ClearingHub',
  pointsToken: 'contracts/PointsToken.sol/PointsToken',
  causeRegistry: 'contracts/CauseRegistry.sol/CauseRegistry',
  memberAccount: 'contracts/MemberAccount.sol/MemberAccount',
  memberAccountFactory: 'contracts/MemberAccountFactory.sol/MemberAccountFactory',
  accessManager: '@openzeppelin/contracts/access/manager/AccessManager.sol/AccessManager',
  devStablecoin: 'contracts/dev/DevStablecoin.sol/DevStablecoin',
}

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const target = join(root, 'chain/generated/abis.ts')

interface Artifact {
  abi: unknown[]
  bytecode: string
}

async function readArtifact(path: string): Promise<Artifact> {
  const file = join(root, 'artifacts', `${path}.json`)
  if (!existsSync(file)) throw new Error(`There is no ${path} among the compiled contracts. Run: npx hardhat build`)
  return JSON.parse(await readFile(file, 'utf8')) as Artifact
}

async function render(): Promise<string> {
  const hash = createHash('sha256')
  const lines = ['// Made by `npm run generate` from the compiled contracts. Do not edit.', '']
  for (const [name, path] of Object.entries(contracts)) {
    const artifact = await readArtifact(path)
    hash.update(name).update(artifact.bytecode)
    lines.push(
      `export const ${name}Abi = [`,
      ...artifact.abi.map((entry) => `  ${JSON.stringify(entry)},`),
      '] as const',
      '',
    )
  }
  lines.push('/** Tells one build of the contracts from another; a network remembers the build that made it. */')
  lines.push(`export const contractsHash = '0x${hash.digest('hex')}'`, '')
  return lines.join('\n')
}

const text = await render()
const committed = await readFile(target, 'utf8').catch(() => '')
if (process.argv.includes('--check')) {
  if (text !== committed) {
    console.error('chain/generated/abis.ts does not match the contracts. Run: npm run generate')
    process.exitCode = 1
  }
} else if (text !== committed) {
  await mkdir(dirname(target), { recursive: true })
  await writeFile(target, text)
  console.error('Wrote chain/generated/abis.ts')
}
