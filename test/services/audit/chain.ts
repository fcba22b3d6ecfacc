import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createPublicClient, createTestClient, createWalletClient, http, toFunctionSelector } from 'viem'
import type { Abi, Address, Hex, LocalAccount, TransactionReceipt } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { causeRegistryAbi, clearingHubAbi, pointsTokenAbi } from '../../../chain/generated/abis.ts'
import { present } from '../../../scripts/audit/present.ts'

const DAY = 86_400
/** Twenty days into an epoch of 180 days, so that histories stand at the same place of it whenever they run. */
export const BEGINNING = 115 * 180 * DAY + 20 * DAY
export const NOTICE = 10 * DAY
export const MNEMONIC = 'test test test test test test test test test test test junk'
const ACCOUNTS = 20
const OPERATOR = 1n
const GUARDIAN = 2n

export type Sent = { receipt: TransactionReceipt; time: number }

export type Chain = {
  url: string
  accounts: readonly LocalAccount[]
  hub: Address
  registry: Address
  coin: Address
  tokenOf: (brandId: number) => Address
  send: (from: number, to: Address, abi: Abi, name: string, args: readonly unknown[]) => Promise<Sent>
  read: <T>(to: Address, abi: Abi, name: string, args?: readonly unknown[]) => Promise<T>
  travel: (seconds: number) => Promise<void>
  time: () => Promise<number>
  block: () => Promise<number>
  snapshot: () => Promise<Hex>
  revert: (id: Hex) => Promise<void>
  stop: () => Promise<void>
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function artifact(path: string): Promise<{ abi: Abi; bytecode: Hex }> {
  const file = join(import.meta.dirname, '..', '..', '..', 'artifacts', `${path}.json`)
  return JSON.parse(await readFile(file, 'utf8')) as { abi: Abi; bytecode: Hex }
}

async function startNode(): Promise<{ url: string; stop: () => Promise<void> }> {
  const port = await freePort()
  const arch = process.arch === 'x64' ? 'amd64' : process.arch
  const program = createRequire(import.meta.url).resolve(`@foundry-rs/anvil-${process.platform}-${arch}/bin/anvil`)
  const rules = ['--hardfork', 'osaka', '--gas-limit', '100000000', '--timestamp', String(BEGINNING)]
  const node = spawn(program, [
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--quiet',
    '--accounts',
    String(ACCOUNTS),
    ...rules,
  ])
  const ended = new Promise<void>((resolve) => node.once('exit', () => resolve()))
  const url = `http://127.0.0.1:${port}`
  const client = createPublicClient({ chain: foundry, transport: http(url, { retryCount: 100, retryDelay: 30 }) })
  await client.getChainId()
  const stop = async () => {
    node.kill('SIGTERM')
    await ended
  }
  return { url, stop }
}

/** A node of its own with a network on it: registry, hub and stablecoin, the first account being deployer and operator. */
export async function startChain(): Promise<Chain> {
  const { url, stop } = await startNode()
  const transport = http(url)
  const reader = createPublicClient({ chain: foundry, transport, pollingInterval: 20 })
  const wallet = createWalletClient({ chain: foundry, transport })
  const node = createTestClient({ chain: foundry, transport, mode: 'anvil' })
  const accounts = Array.from({ length: ACCOUNTS }, (_, addressIndex) => mnemonicToAccount(MNEMONIC, { addressIndex }))

  const confirm = async (hash: Hex): Promise<Sent> => {
    const receipt = await reader.waitForTransactionReceipt({ hash, pollingInterval: 10 })
    if (receipt.status !== 'success') throw new Error(`transaction ${hash} failed`)
    const { timestamp } = await reader.getBlock({ blockNumber: receipt.blockNumber })
    return { receipt, time: Number(timestamp) }
  }
  const deploy = async (path: string, args: readonly unknown[]): Promise<Address> => {
    const { abi, bytecode } = await artifact(path)
    const hash = await wallet.deployContract({
      account: present(accounts[0]),
      abi,
      bytecode,
      args: args as unknown[],
      gas: 30_000_000n,
    })
    return String((await confirm(hash)).receipt.contractAddress).toLowerCase() as Address
  }
  const send: Chain['send'] = async (from, to, abi, functionName, args) => {
    const account = present(accounts[from])
    await reader.simulateContract({ account, address: to, abi, functionName, args })
    return confirm(await wallet.writeContract({ account, address: to, abi, functionName, args, gas: 16_000_000n }))
  }
  const read = async <T>(to: Address, abi: Abi, functionName: string, args: readonly unknown[] = []): Promise<T> => {
    return (await reader.readContract({ address: to, abi, functionName, args })) as T
  }

  const manager = await deploy('@openzeppelin/contracts/access/manager/AccessManager.sol/AccessManager', [
    present(accounts[0]).address,
  ])
  const registry = await deploy('contracts/CauseRegistry.sol/CauseRegistry', [manager])
  const coin = await deploy('contracts/dev/DevStablecoin.sol/DevStablecoin', [])
  const hub = await deploy('contracts/ClearingHub.sol/ClearingHub', [manager, coin, registry, BigInt(NOTICE)])
  await send(0, registry, causeRegistryAbi, 'connect', [hub])
  const { abi } = await artifact('@openzeppelin/contracts/access/manager/AccessManager.sol/AccessManager')
  const open = (target: Address, role: bigint, ...functions: string[]) => {
    return send(0, manager, abi, 'setTargetFunctionRole', [
      target,
      functions.map((one) => toFunctionSelector(one)),
      role,
    ])
  }
  await open(hub, OPERATOR, 'function admit(string,address)')
  await open(hub, GUARDIAN, 'function pause(uint256)', 'function unpause()')
  await open(
    ...([
      registry,
      OPERATOR,
      'function addCause(string,string,address,bytes32)',
      'function setActive(uint32,bool)',
    ] as const),
    ...(['function proposePayout(uint32,address)', 'function applyPayout(uint32)'] as const),
  )
  for (const role of [OPERATOR, GUARDIAN])
    await send(0, manager, abi, 'grantRole', [role, present(accounts[0]).address, 0])

  const tokens = new Map<number, Address>()
  for (let id = 1; id <= 9; id++) tokens.set(id, await read<Address>(hub, clearingHubAbi, 'tokenOf', [id]))
  return {
    ...{ url, accounts, hub, registry, coin, send, read, stop },
    tokenOf: (brandId) => present(tokens.get(brandId)).toLowerCase() as Address,
    travel: async (seconds) => {
      await node.increaseTime({ seconds })
      await node.mine({ blocks: 1 })
    },
    time: async () => Number((await reader.getBlock()).timestamp),
    block: async () => Number(await reader.getBlockNumber({ cacheTime: 0 })),
    snapshot: async () => node.snapshot(),
    revert: async (id) => node.revert({ id }),
  }
}

export { causeRegistryAbi, clearingHubAbi, pointsTokenAbi }
