import { startAnvil, stateFile } from './anvil.ts'
import { ChainState } from './chain-state.ts'
import type { Part } from './part.ts'
import { Refusal } from './refusal.ts'
import { rpc } from './rpc.ts'

export interface ChainPart extends Part {
  url: string
  chainId: number
}

export interface ChainParameters {
  home: string
  port: number
  rpcUrl: string | undefined
}

/** The chain: a local node with its state on disk, or the one RPC_URL names. */
export async function chainPart({ home, port, rpcUrl }: ChainParameters): Promise<ChainPart> {
  if (rpcUrl !== undefined) return await foreignChain(rpcUrl)
  const url = `http://127.0.0.1:${port}`
  const first = await startAnvil({ home, port })
  const state = new ChainState(url, stateFile(home))
  state.begin()
  const chainId = await chainIdOf(url)
  const beforeStop = async (): Promise<void> => {
    await state.end()
    await state.save()
  }
  return {
    what: 'chain',
    where: `${url} (chain ${chainId})`,
    url,
    chainId,
    check: () => checkChain(url),
    kept: { first, again: () => startAnvil({ home, port }), stop: 'SIGTERM', beforeStop },
  }
}

async function foreignChain(url: string): Promise<ChainPart> {
  const chainId = await chainIdOf(url).catch((cause: unknown) => {
    throw new Refusal(`No chain answers at ${url}. Check RPC_URL.`, { cause })
  })
  const where = `${new URL(url).origin} (chain ${chainId})`
  return { what: 'chain', where, url, chainId, check: () => checkChain(url) }
}

async function chainIdOf(url: string): Promise<number> {
  return Number((await rpc(url, 'eth_chainId')) as string)
}

async function checkChain(url: string): Promise<string> {
  const block = (await rpc(url, 'eth_getBlockByNumber', ['latest', false])) as { number: string; timestamp: string }
  const time = new Date(Number(block.timestamp) * 1000).toISOString().replace('T', ' ').slice(0, 19)
  return `block ${Number(block.number)}, ${time} UTC`
}
