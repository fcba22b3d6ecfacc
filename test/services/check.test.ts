import { expect } from 'chai'
import type { Arrow } from '../../scripts/check/arrows.ts'
import { brokenArrows } from '../../scripts/check/broken-arrows.ts'
import { countTests, failuresOf } from '../../scripts/check/count.ts'
import type { Part } from '../../scripts/check/part.ts'
import { runParts } from '../../scripts/check/run-parts.ts'

const arrows: readonly Arrow[] = [
  { from: 'contracts/', to: [], packages: ['@openzeppelin/contracts'] },
  { from: 'loyalty/', to: [], packages: [] },
  { from: 'scripts/audit/', to: ['chain/generated/abis.ts'], packages: ['viem', 'node'] },
  { from: 'scripts/', to: ['chain/', 'loyalty/'] },
]

const broken = (file: string, source: string): string[] => brokenArrows(file, source, arrows)

describe('import arrows', () => {
  it('lets a folder import itself, what its arrow names, and its packages', () => {
    expect(
      broken('scripts/import/import.ts', "import { a } from '../../chain/send.ts'\nimport postgres from 'postgres'"),
    ).to.be.empty
    expect(
      broken(
        'scripts/audit/lots.ts',
        "import { abi } from '../../chain/generated/abis.ts'\nimport { z } from './z.ts'",
      ),
    ).to.be.empty
    expect(broken('contracts/Hub.sol', 'import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";')).to.be
      .empty
  })

  it('names every other import, type-only and dynamic ones too', () => {
    expect(broken('loyalty/earn.ts', "import { readFile } from 'node:fs/promises'")).to.have.length(1)
    expect(broken('loyalty/earn.ts', "import type { Db } from '../service/database/schema.ts'")).to.have.length(1)
    expect(broken('scripts/quote/quote.ts', "const { x } = await import('../../service/x.ts')")).to.have.length(1)
    expect(broken('contracts/Hub.sol', 'import {T} from "../test/contracts/T.sol";')).to.have.length(1)
  })

  it('holds the stricter arrow of a folder inside another', () => {
    const [sentence] = broken('scripts/audit/lots.ts', "import { connect } from '../../chain/client.ts'")
    expect(sentence).to.include('scripts/audit/lots.ts imports ../../chain/client.ts')
  })

  it('is not fooled by comments and strings', () => {
    expect(broken('loyalty/earn.ts', "// import x from '../service/x.ts'\nexport const hint = 'from ../chain'")).to.be
      .empty
  })
})

describe('countTests', () => {
  it("reads mocha's closing lines", () => {
    expect(countTests('\n  12 passing (3s)\n  2 pending\n  1 failing\n')).to.deep.equal({
      passed: 12,
      failed: 1,
      skipped: 2,
    })
  })

  it("reads Hardhat's closing lines, in colour, and takes the last", () => {
    const output = '\n  7 passing (1s)\n\n\u001b[32m9 passing (2 solidity, 7 mocha)\u001b[0m\n'
    expect(countTests(output)).to.deep.equal({ passed: 9, failed: 0, skipped: 0 })
  })

  it('finds none where nothing ran', () => {
    expect(countTests('Error: something else')).to.deep.equal({ passed: 0, failed: 0, skipped: 0 })
  })
})

describe('failuresOf', () => {
  it('takes what follows the closing line of failures, without colours', () => {
    const output = '  ✔ one\n\n  1 passing (3s)\n\u001b[31m  1 failing\u001b[0m\n\n  1) two\n     Error: three\n'
    expect(failuresOf(output)).to.equal('  1 failing\n\n  1) two\n     Error: three')
  })

  it('takes the last lines of what broke off', () => {
    expect(failuresOf('one\ntwo\nthree\n', 2)).to.equal('two\nthree')
  })
})

describe('runParts', () => {
  const run = async (parts: readonly Part[]): Promise<string[]> => {
    const told: string[] = []
    await runParts(parts, {
      count: 2,
      onStart: ({ name }) => told.push(`${name} starts`),
      onEnd: ({ name }, { ok, output }) => told.push(`${name} ${ok ? 'passes' : 'fails'}: ${output.trim()}`),
    })
    return told
  }
  const says = (text: string) => ['--eval', `console.log('${text}')`]

  it('lets a part wait for those it comes after, and begins with the first that need not wait', async () => {
    const told = await run([
      { name: 'tests', run: says('tested'), needs: ['build'] },
      { name: 'build', run: says('built') },
      { name: 'types', run: says('typed'), after: ['tests', 'build'] },
    ])
    expect(told).to.deep.equal([
      'build starts',
      'build passes: built',
      'tests starts',
      'tests passes: tested',
      'types starts',
      'types passes: typed',
    ])
  })

  it('runs nothing that needs what failed, but what only comes after it', async () => {
    const told = await run([
      { name: 'build', run: ['--eval', 'process.exit(1)'] },
      { name: 'tests', run: says('tested'), needs: ['build'] },
      { name: 'slow tests', run: says('tested'), needs: ['tests'] },
      { name: 'lint', run: says('linted'), after: ['tests'] },
    ])
    expect(told).to.deep.equal([
      'build starts',
      'build fails: ',
      'tests fails: It was not run, since this failed: build.',
      'slow tests fails: It was not run, since this failed: tests.',
      'lint starts',
      'lint passes: linted',
    ])
  })
})
