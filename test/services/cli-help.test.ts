import { readFile } from 'node:fs/promises'
import { expect } from 'chai'
import { createProgram, descendantsOf } from '../../scripts/cli/program.ts'
import type { Io } from '../../scripts/cli/io.ts'
import { writeReference } from '../../scripts/cli/reference.ts'
import { runPoints } from '../../scripts/cli/run-points.ts'

/** Collects what is printed. */
function listen(): { io: Io; printed: () => string } {
  let printed = ''
  const say = (text: string): void => void (printed += text)
  return { io: { env: {}, out: say, err: say, interactive: false, ask: async () => '' }, printed: () => printed }
}

describe('points --help', () => {
  it('has an example for every command', async () => {
    const { io } = listen()
    const leaves = descendantsOf(await createProgram(io)).filter(({ commands }) => commands.length === 0)
    for (const command of leaves) {
      let help = ''
      command.configureOutput({ writeOut: (text) => void (help += text) }).outputHelp()
      expect(help, command.name()).to.match(/Examples?:\n +\$ points /)
    }
    expect(leaves.length).to.be.greaterThan(40)
  })

  it('offers --json wherever there is an answer, and --dry-run wherever something is sent', async () => {
    const { io } = listen()
    const leaves = descendantsOf(await createProgram(io)).filter(({ commands }) => commands.length === 0)
    const has = (flag: string): string[] =>
      leaves.filter(({ options }) => options.some(({ long }) => long === flag)).map((command) => command.name())
    const answering = leaves.map((command) => command.name()).filter((name) => name !== 'up' && name !== 'serve')
    expect(answering).to.have.members(has('--json'))
    const sends = has('--as').filter((name) => name !== 'recover')
    expect(has('--dry-run')).to.include.members(sends)
  })

  it('lists all commands and ends with 0', async () => {
    const { io, printed } = listen()
    expect(await runPoints(['--help'], io)).to.equal(0)
    for (const name of ['brand', 'swap', 'import', 'audit', 'network', 'up'])
      expect(printed()).to.include(`\n  ${name}`)
  })

  it('is what docs/cli.md says', async () => {
    const committed = await readFile(new URL('../../docs/cli.md', import.meta.url), 'utf8')
    expect(await writeReference(), 'run: node scripts/cli/write-reference.ts').to.equal(committed)
  })

  it('tells of one command with `points help`', async () => {
    const { io, printed } = listen()
    expect(await runPoints(['help', 'swap'], io)).to.equal(0)
    expect(printed()).to.include('Usage: points swap [options] <points> <from> <to>')
  })
})
