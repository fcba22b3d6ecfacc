import { expect } from 'chai'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { writeNetwork } from '../../chain/network.ts'
import { removeDatabase } from '../../scripts/up/postgres-place.ts'
import { processAlive } from '../../scripts/up/process-alive.ts'
import { rpc } from '../../scripts/up/rpc.ts'
import {
  type Started,
  chainPort,
  childrenOf,
  eventually,
  networkOf,
  newHome,
  occupy,
  postgresPort,
  startUp,
} from './up-harness.ts'

const RICH = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const POOR = '0x00000000000000000000000000000000000c0ffe'

describe('points up', function () {
  this.timeout(180_000)

  let home: string
  let running: Started

  const balance = async (): Promise<bigint> => {
    const { rpcUrl } = await networkOf(home)
    return BigInt((await rpc(rpcUrl, 'eth_getBalance', [POOR, 'latest'])) as string)
  }

  /** Sends a wei in a transaction and waits until it is in a block and on disk. */
  const sendOneWei = async (): Promise<void> => {
    const { rpcUrl } = await networkOf(home)
    const hash = await rpc(rpcUrl, 'eth_sendTransaction', [{ from: RICH, to: POOR, value: '0x1' }])
    await eventually(async () => expect(await rpc(rpcUrl, 'eth_getTransactionReceipt', [hash])).to.not.equal(null))
    await sleep(1_500)
  }

  const sql = async (text: string): Promise<unknown[]> => {
    const client = postgres((await networkOf(home)).databaseUrl, { max: 1, onnotice: () => undefined })
    try {
      return await client.unsafe(text)
    } finally {
      await client.end()
    }
  }

  before(async () => {
    home = await newHome()
    running = startUp({ home })
    await running.prints('\nready\n')
  })

  after(async () => {
    await running.kill('SIGTERM')
    await removeDatabase(home)
    await rm(dirname(home), { recursive: true, force: true })
  })

  it('says where everything is, then ready, and writes network.json for its owner alone', async () => {
    const network = await networkOf(home)
    expect(network).to.include({ schema: 1, chainId: 31337, rpcUrl: `http://127.0.0.1:${chainPort}` })
    expect(running.output()).to.match(new RegExp(`database +127\\.0\\.0\\.1:${postgresPort} .*● healthy`))
    expect(running.output()).to.include(`hub ${network.hub}`)
    expect(await rpc(network.rpcUrl, 'eth_getCode', [network.hub, 'latest'])).to.have.length.greaterThan(1_000)
    expect((await stat(join(home, 'network.json'))).mode & 0o777).to.equal(0o600)
    expect(await sql('select 1 as one')).to.deep.equal([{ one: 1 }])
  })

  it('has a chain that began 400 days ago and is at the wall clock now', async () => {
    const { rpcUrl } = await networkOf(home)
    const time = async (block: string): Promise<number> => {
      const { timestamp } = (await rpc(rpcUrl, 'eth_getBlockByNumber', [block, false])) as { timestamp: string }
      return Date.now() / 1000 - Number(timestamp)
    }
    expect((await time('earliest')) / 86_400).to.be.closeTo(400, 0.1)
    expect(await time('latest')).to.be.within(-1, 5)
  })

  it('refuses a second start on the same data folder', async () => {
    const second = startUp({ home })
    expect(await second.ended).to.equal(1)
    expect(second.output()).to.include('already running').and.to.include(String(running.pid))
  })

  it('brings a killed chain back with its balances, and says so', async () => {
    const before = await balance()
    await sendOneWei()
    process.kill((await childrenOf(home)).chain, 'SIGKILL')
    await running.prints('The chain was killed by SIGKILL; starting it again.')
    await running.prints('The chain is back.')
    expect(await balance()).to.equal(before + 1n)
  })

  it('brings a killed database back with its rows, and says so', async () => {
    await sql('create table kept (n int)')
    await sql('insert into kept values (7)')
    process.kill((await childrenOf(home)).database, 'SIGKILL')
    await running.prints('The database was killed by SIGKILL; starting it again.')
    await running.prints('The database is back.')
    expect(await sql('select n from kept')).to.deep.equal([{ n: 7 }])
  })

  it('stops its children when it is told to end', async () => {
    await sendOneWei()
    const { chain, database } = await childrenOf(home)
    expect(await running.kill('SIGTERM')).to.equal(0)
    expect([chain, database].filter(processAlive)).to.deep.equal([])
    expect(existsSync(join(home, 'up.pid'))).to.equal(false)
  })

  it('resumes with all balances, on the next free port where the usual one is taken', async () => {
    const { hub } = await networkOf(home)
    const blocker = await occupy(chainPort)
    running = startUp({ home })
    await running.prints('\nready\n')
    blocker.close()
    expect(running.output()).to.include(`Port ${chainPort} is taken: the chain gets ${chainPort + 1}.`)
    expect(await networkOf(home)).to.include({ hub, rpcUrl: `http://127.0.0.1:${chainPort + 1}` })
    expect(await balance()).to.equal(2n)
    expect(await sql('select n from kept')).to.deep.equal([{ n: 7 }])
  })

  it('takes over what a killed supervisor left running, losing nothing', async () => {
    const left = await childrenOf(home)
    const { rpcUrl } = await networkOf(home)
    await running.kill('SIGKILL')
    const hash = await rpc(rpcUrl, 'eth_sendTransaction', [{ from: RICH, to: POOR, value: '0x1' }])
    await eventually(async () => expect(await rpc(rpcUrl, 'eth_getTransactionReceipt', [hash])).to.not.equal(null))
    running = startUp({ home })
    await running.prints('\nready\n')
    expect([left.chain, left.database].filter(processAlive)).to.deep.equal([])
    expect(await balance()).to.equal(3n)
  })

  it('refuses a network that was made with other contracts, and starts over with --reset', async () => {
    await running.kill('SIGINT')
    const network = await networkOf(home)
    await writeNetwork(home, { ...network, contractsHash: `0x${'00'.repeat(32)}` })
    const refused = startUp({ home })
    expect(await refused.ended).to.equal(1)
    expect(refused.output()).to.include('made with other contracts').and.to.include('--reset')
    running = startUp({ home, args: ['--no-sample', '--no-portal', '--no-indexer', '--reset'] })
    await running.prints('\nready\n')
    expect(await balance()).to.equal(0n)
  })

  it('begins a first start anew that was cut off', async () => {
    await running.kill('SIGTERM')
    await rm(join(home, 'network.json'))
    await writeFile(join(home, 'first-start'), '')
    running = startUp({ home })
    await running.prints('\nready\n')
    expect(running.output()).to.include('The first start was cut off')
    expect((await networkOf(home)).rpcUrl).to.equal(`http://127.0.0.1:${chainPort}`)
  })
})

describe('points up, told nonsense', () => {
  it('names the variable that cannot be used', async () => {
    const started = startUp({ home: await newHome(), env: { CHAIN_PORT: 'many' } })
    expect(await started.ended).to.equal(1)
    expect(started.output()).to.include('CHAIN_PORT')
  })

  it("leaves a folder with somebody else's files alone", async () => {
    const home = await newHome()
    await mkdir(home)
    await writeFile(join(home, 'thesis.txt'), 'years of work')
    const started = startUp({ home, args: ['--reset'] })
    expect(await started.ended).to.equal(1)
    expect(started.output()).to.include('thesis.txt')
    expect(await readFile(join(home, 'thesis.txt'), 'utf8')).to.equal('years of work')
  })

  it('says that no chain answers at RPC_URL', async () => {
    const started = startUp({ home: await newHome(), env: { RPC_URL: 'http://127.0.0.1:9' } })
    expect(await started.ended).to.equal(1)
    expect(started.output()).to.include('No chain answers at http://127.0.0.1:9')
  })
})
