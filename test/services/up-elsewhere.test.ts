import { expect } from 'chai'
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import postgres from 'postgres'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { connect } from '../../chain/client.ts'
import { contractsHash } from '../../chain/generated/abis.ts'
import { rpc } from '../../scripts/up/rpc.ts'
import { type CliNetwork, freePort, startCliNetwork } from './cli-network.ts'
import { type Cluster, startCluster } from './database-cluster.ts'
import { eventually, networkOf, newHome, type Started, startUp } from './up-harness.ts'

const NOWHERE = '0x00000000000000000000000000000000000c0ffe'

describe('points up on a server and a chain of your own', function () {
  this.timeout(120_000)
  let cluster: Cluster
  let network: CliNetwork
  let publicChain: { url: string; node: ChildProcess }
  let homes: string[] = []
  before(async () => {
    ;[cluster, network, publicChain] = await Promise.all([startCluster(), startCliNetwork(), startPublicChain()])
    await network.json('network', 'admit', 'moor', 'operator', '--as', 'operator')
    await network.json('brand', 'create', 'moor', '--name', 'Moor', '--rate', '0.01', '--as', 'operator')
  })
  after(async () => {
    publicChain.node.kill('SIGKILL')
    await Promise.all([cluster.stop(), network.stop()])
    for (const home of homes) await rm(dirname(home), { recursive: true, force: true })
    homes = []
  })

  const start = async (env: Record<string, string>, home?: string) => {
    const at = home ?? (await newHome())
    homes.push(at)
    return { home: at, up: startUp({ home: at, env }) }
  }

  /** Programs it started, by the name of their file. */
  const programsOf = async ({ pid }: Started): Promise<string[]> => {
    const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(' ').filter(Boolean)
    const lines = await Promise.all(children.map((child) => readFile(`/proc/${child}/cmdline`, 'utf8')))
    return lines.map((line) => line.split('\0')[0]?.split('/').at(-1) ?? '')
  }

  const answers = async (url: string) => {
    const sql = postgres(url, { max: 1 })
    return (await sql`select 1 as one`.finally(() => sql.end()))[0]?.['one'] as number
  }

  const expectStop = async (up: Started) => {
    expect(await up.kill('SIGTERM'), up.output()).to.equal(0)
    expect(up.output()).to.include('Stopped.')
  }

  it('keeps its books in the database that DATABASE_URL names, and starts none', async () => {
    const databaseUrl = await cluster.create({ empty: true })
    const { home, up } = await start({ DATABASE_URL: databaseUrl })
    await up.prints('\nready\n')
    expect((await networkOf(home)).databaseUrl).to.equal(databaseUrl)
    const { host, pathname } = new URL(databaseUrl)
    expect(up.output()).to.match(new RegExp(`database +${host}${pathname} .*● healthy`))
    const programs = await programsOf(up)
    expect(programs).to.include('anvil').and.not.to.include('postgres')
    expect(await readdir(home))
      .to.include('chain')
      .and.not.to.include('postgres')
    await expectStop(up)
    expect(await answers(databaseUrl)).to.equal(1)
  })

  it('joins the network that HUB names at RPC_URL, with its brands, and resumes without HUB', async () => {
    const databaseUrl = await cluster.create({ empty: true })
    const env = { DATABASE_URL: databaseUrl, RPC_URL: network.rpcUrl }
    const { home, up } = await start({ ...env, HUB: network.hub })
    await up.prints('\nready\n')
    const { contracts } = await connect(network)
    const joined = await networkOf(home)
    const expected = { schema: 1, chainId: 31337, rpcUrl: network.rpcUrl, databaseUrl, contractsHash, ...contracts }
    expect(joined).to.include(expected)
    expect(joined.brands.map(({ id, code }) => [id, code])).to.deep.equal([[1, 'moor']])
    const programs = await programsOf(up)
    expect(programs).not.to.include('anvil').and.not.to.include('postgres')
    expect(existsSync(join(home, 'chain'))).to.equal(false)
    await expectStop(up)
    expect(await rpc(network.rpcUrl, 'eth_chainId')).to.equal('0x7a69')

    const { up: again } = await start(env, home)
    await again.prints('\nready\n')
    expect(await networkOf(home)).to.deep.equal(joined)
    await expectStop(again)
  })

  it('makes a network with DEPLOYER_KEY for STABLECOIN on a chain that is not the local one', async () => {
    const [databaseUrl, deployer] = [await cluster.create({ empty: true }), generatePrivateKey()]
    const { address } = privateKeyToAccount(deployer)
    await rpc(publicChain.url, 'anvil_setBalance', [address, '0x56bc75e2d63100000'])
    const code = await rpc(network.rpcUrl, 'eth_getCode', [(await connect(network)).contracts.stablecoin, 'latest'])
    const stablecoin = '0x5FbDB2315678afecb367f032d93F642f64180aa3'
    await rpc(publicChain.url, 'anvil_setCode', [stablecoin, code])
    const place = { DATABASE_URL: databaseUrl, RPC_URL: publicChain.url }
    const { home, up } = await start({ ...place, STABLECOIN: stablecoin, DEPLOYER_KEY: deployer })
    await up.prints('\nready\n')
    const made = await networkOf(home)
    expect(made).to.include({ chainId: 4242, rpcUrl: publicChain.url, databaseUrl, stablecoin, contractsHash })
    expect(made.brands).to.deep.equal([])
    expect(made.hubBlock).to.be.greaterThan(0)
    const { contracts } = await connect({ rpcUrl: made.rpcUrl, hub: made.hub })
    expect(contracts).to.deep.equal({ hub: made.hub, stablecoin, causeRegistry: made.causeRegistry })
    expect(await programsOf(up)).not.to.include('anvil')
    await expectStop(up)

    const { up: elsewhere } = await start({ DATABASE_URL: databaseUrl, RPC_URL: network.rpcUrl }, home)
    expect(await elsewhere.ended).to.equal(1)
    expect(elsewhere.output()).to.include(`is on chain 4242, but ${network.rpcUrl} is chain 31337`)
    expect(elsewhere.output()).to.include('Set RPC_URL to its chain, or POINTS_HOME to another folder.')
    expect(await networkOf(home)).to.deep.equal(made)
  })

  describe('says what is wrong and leaves no network.json', () => {
    const refused = async (env: Record<string, string>): Promise<string> => {
      const { home, up } = await start({ DATABASE_URL: await cluster.create({ empty: true }), ...env })
      expect(await up.ended, up.output()).to.equal(1)
      expect(existsSync(join(home, 'network.json'))).to.equal(false)
      return up.output()
    }

    it('where HUB is no hub', async () => {
      const said = await refused({ RPC_URL: network.rpcUrl, HUB: NOWHERE })
      expect(said).to.match(/hub/i).and.to.include(NOWHERE)
    })

    it('where a chain has neither HUB nor STABLECOIN and DEPLOYER_KEY', async () => {
      const said = await refused({ RPC_URL: network.rpcUrl })
      expect(said).to.include(`There is no network of this data folder at ${network.rpcUrl} yet.`)
      expect(said).to.include('Set HUB to join one, or STABLECOIN and DEPLOYER_KEY to make one.')
    })

    it('where STABLECOIN is no contract', async () => {
      const deployer = generatePrivateKey()
      const { address } = privateKeyToAccount(deployer)
      await rpc(publicChain.url, 'anvil_setBalance', [address, '0x56bc75e2d63100000'])
      const env = { RPC_URL: publicChain.url, STABLECOIN: NOWHERE, DEPLOYER_KEY: deployer }
      expect(await refused(env)).to.include('The contracts could not be deployed')
    })

    it('where no database answers, without its password', async () => {
      const said = await refused({ DATABASE_URL: 'postgres://ann:secret@127.0.0.1:9/books' })
      expect(said).to.include('The database at 127.0.0.1:9/books cannot be used').and.to.include('Check DATABASE_URL.')
      expect(said).not.to.include('secret')
    })
  })
})

/** A chain that is not the local one: another chain id, five blocks a second, no accounts of its own. */
async function startPublicChain(): Promise<{ url: string; node: ChildProcess }> {
  const arch = process.arch === 'x64' ? 'amd64' : process.arch
  const program = createRequire(import.meta.url).resolve(`@foundry-rs/anvil-${process.platform}-${arch}/bin/anvil`)
  const port = await freePort()
  const rules = [
    '--chain-id',
    '4242',
    '--block-time',
    '0.2',
    '--hardfork',
    'osaka',
    '--quiet',
    '--accounts',
    '0',
    '--gas-limit',
    '100000000',
  ]
  const node = spawn(program, ['--port', String(port), ...rules], { stdio: 'ignore' })
  const url = `http://127.0.0.1:${port}`
  await eventually(() => rpc(url, 'eth_chainId'))
  return { url, node }
}
