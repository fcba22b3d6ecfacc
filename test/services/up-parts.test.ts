import { expect } from 'chai'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startChild } from '../../scripts/up/child.ts'
import { freePort } from '../../scripts/up/free-port.ts'
import { KeptAlive } from '../../scripts/up/keep-alive.ts'
import { givenOn } from '../../scripts/up/service.ts'
import { StatusTable, type StatusRow } from '../../scripts/up/status-table.ts'
import { chainPort, occupy } from './up-harness.ts'

describe('KeptAlive', () => {
  let folder: string
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'points-'))))
  after(async () => await rm(folder, { recursive: true }))

  const run = (script: string) =>
    startChild({ command: process.execPath, args: ['-e', script], logFile: join(folder, 'child.log') })

  it('gives up on a child that keeps dying, after telling every death', async () => {
    const told: string[] = []
    const last = await new Promise<string>((onGivenUp) => {
      const kept = (first: Awaited<ReturnType<typeof run>>) =>
        new KeptAlive({
          first,
          again: () => run('process.exit(7)'),
          onDeath: (how) => told.push(how),
          onBack: () => told.push('back'),
          onGivenUp,
          pausesMs: [1, 1],
        })
      void run('process.exit(7)').then(kept)
    })
    expect(last).to.equal('ended with code 7')
    expect(told).to.deep.equal(['ended with code 7', 'back', 'ended with code 7', 'back'])
  })

  it('kills a child that does not end when it is asked to', async () => {
    const first = await run('process.on("SIGTERM", () => undefined); setInterval(() => undefined, 1000)')
    const never = () => Promise.reject(new Error('was started again'))
    const fail = (how: string): void => expect.fail(how)
    const kept = new KeptAlive({ first, again: never, onDeath: fail, onBack: () => undefined, onGivenUp: fail })
    await new Promise((resolve) => setTimeout(resolve, 200))
    await kept.stop('SIGTERM', 100)
    expect(await first.ended).to.equal('was killed by SIGKILL')
  })
})

describe('freePort', () => {
  it('gives the next port where the wanted one is taken', async () => {
    const server = await occupy(chainPort + 3)
    expect(await freePort(chainPort + 3)).to.equal(chainPort + 4)
    server.close()
  })
})

describe('StatusTable', () => {
  const row: StatusRow = { what: 'chain', where: 'here', state: 'healthy', note: 'block 1' }
  const draw = (isTTY: boolean, ...states: StatusRow[]): string[] => {
    const written: string[] = []
    const table = new StatusTable({ isTTY, write: (text) => written.push(text) })
    for (const state of states) table.draw([state], 'ready')
    return written
  }

  it('is printed again off a terminal only when a state changed, and says ready once', () => {
    const written = draw(false, row, { ...row, note: 'block 2' }, { ...row, state: 'restarting' })
    expect(written).to.have.length(2)
    expect(written[0]).to.match(/\nready\n$/)
    expect(written[1]).to.include('restarting').and.not.to.include('ready')
  })

  it('lets a sentence stand above it on a terminal', () => {
    const written: string[] = []
    const table = new StatusTable({ isTTY: true, write: (text) => written.push(text) })
    table.draw([row], 'ready')
    table.tell('The chain is back.')
    expect(written[1]).to.match(/^\u001b\[\d+A\u001b\[0JThe chain is back\.\n$/)
    expect(written[2]).to.equal(written[0])
  })

  it('is redrawn in place on a terminal, with its notes', () => {
    const written = draw(true, row, { ...row, note: 'block 2' })
    expect(written).to.have.length(2)
    expect(written[1])
      .to.match(/^\u001b\[\d+A\u001b\[0J/)
      .and.to.include('block 2')
  })
})

describe('the environment of the service', () => {
  it('has its own settings, and no key of a deployment', () => {
    const own = { PATH: '/bin', POINTS_PASSPHRASE: 'a', RELAY_BATCH_SIZE: '7', SERVICE_TRUSTED_PROXIES: '10.0.0.1' }
    const foreign = {
      DEPLOYER_KEY: '0x1',
      DATABASE_URL: 'postgres://x',
      RPC_URL: 'http://x',
      NODE_OPTIONS: '--inspect',
    }
    expect(givenOn({ ...own, ...foreign })).to.deep.equal(own)
  })
})
