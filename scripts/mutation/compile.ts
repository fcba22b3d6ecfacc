import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

interface Solc {
  compile(input: string, callbacks: { import(path: string): { contents: string } | { error: string } }): string
}

interface Output {
  errors?: { severity: string; formattedMessage: string }[]
  contracts: Record<string, Record<string, { evm: { bytecode: { object: string } } }>>
}

const solc = createRequire(import.meta.url)('solc') as Solc

/** Creation code by `file:contract` of one source of the scratch project; `replaced` stands in for one of its files. */
export function compile(
  folder: string,
  { entry, replaced }: { entry: string; replaced: { file: string; source: string } },
): Map<string, string> {
  const read = (file: string) => (file === replaced.file ? replaced.source : readFileSync(join(folder, file), 'utf8'))
  const input = {
    language: 'Solidity',
    sources: { [entry]: { content: read(entry) } },
    settings: {
      viaIR: false,
      evmVersion: 'osaka',
      optimizer: { enabled: false },
      outputSelection: { [entry]: { '*': ['evm.bytecode.object'] } },
    },
  }
  const answer = solc.compile(JSON.stringify(input), {
    import: (path) => {
      try {
        return { contents: path.startsWith('@') ? read(join('node_modules', path)) : read(path) }
      } catch (reason) {
        return { error: String(reason) }
      }
    },
  })
  const output = JSON.parse(answer) as Output
  const failed = output.errors?.find(({ severity }) => severity === 'error')
  if (failed !== undefined) throw new Error(`The mutant does not compile:\n${failed.formattedMessage}`)
  const names = Object.entries(output.contracts[entry] ?? {})
  return new Map(names.map(([name, { evm }]) => [`${entry}:${name}`, `0x${evm.bytecode.object}`]))
}
