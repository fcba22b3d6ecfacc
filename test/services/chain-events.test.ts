import { expect } from 'chai'
import {
  type EIP1193RequestFn,
  type Hex,
  createClient,
  custom,
  defineChain,
  encodeAbiParameters,
  encodeEventTopics,
  hexToBigInt,
  numberToHex,
} from 'viem'
import { type ReadClient, connect } from '../../chain/client.ts'
import { ChainError } from '../../chain/errors/chain-error.ts'
import { collectEvents, readEvents } from '../../chain/events/read-events.ts'
import { clearingHubAbi } from '../../chain/generated/abis.ts'
import { freePort } from './cli-network.ts'

const HUB = '0x00000000000000000000000000000000000000b0'
const LAST = 120_000n

interface Range {
  from: bigint
  to: bigint
}

/** A node with one log every 10,000 blocks that refuses ranges above `limit`. */
function nodeWith(limit: bigint): { client: ReadClient; answered: Range[] } {
  const answered: Range[] = []
  const logsIn = ({ from, to }: Range): unknown[] => {
    if (to - from + 1n > limit) throw new Error(`query returned more than ${limit} blocks`)
    answered.push({ from, to })
    const blocks = Array.from({ length: 13 }, (_, index) => BigInt(index) * 10_000n)
    return blocks.filter((block) => block >= from && block <= to).map(logAt)
  }
  const request = async ({ method, params }: { method: string; params?: unknown }): Promise<unknown> => {
    if (method === 'eth_blockNumber') return numberToHex(LAST)
    const [{ fromBlock, toBlock }] = params as [{ fromBlock: Hex; toBlock: Hex }]
    return logsIn({ from: hexToBigInt(fromBlock), to: hexToBigInt(toBlock) })
  }
  const nativeCurrency = { name: 'Ether', symbol: 'ETH', decimals: 18 }
  const chain = defineChain({ id: 31337, name: 'fake', nativeCurrency, rpcUrls: { default: { http: [] } } })
  const transport = custom({ request: request as EIP1193RequestFn }, { retryCount: 0 })
  const contracts = { hub: HUB, stablecoin: HUB, causeRegistry: HUB } as const
  const client = createClient({ chain, transport }).extend(() => ({ contracts, brandTokens: new Map() }))
  return { client: client as unknown as ReadClient, answered }
}

function logAt(block: bigint): unknown {
  const topics = encodeEventTopics({
    abi: clearingHubAbi,
    eventName: 'ReserveDeposited',
    args: { brandId: 1, from: HUB },
  })
  const place = { blockNumber: numberToHex(block), blockHash: numberToHex(block, { size: 32 }), logIndex: '0x0' }
  const transaction = { transactionHash: numberToHex(block, { size: 32 }), transactionIndex: '0x0', removed: false }
  return { address: HUB, topics, data: encodeAbiParameters([{ type: 'uint256' }], [block]), ...place, ...transaction }
}

const deposits = { abi: clearingHubAbi, eventName: 'ReserveDeposited', address: HUB } as const

describe('reading events', () => {
  it('asks a chunk of blocks at a time and misses none', async () => {
    const { client, answered } = nodeWith(1_000_000n)
    const logs = await collectEvents(client, deposits)
    expect(logs.map(({ args }) => args.amount)).to.deep.equal(
      Array.from({ length: 13 }, (_, index) => BigInt(index) * 10_000n),
    )
    expect(answered).to.deep.equal([
      { from: 0n, to: 49_999n },
      { from: 50_000n, to: 99_999n },
      { from: 100_000n, to: LAST },
    ])
  })

  it('halves the chunk where a node finds it too large', async () => {
    const { client, answered } = nodeWith(20_000n)
    expect(await collectEvents(client, deposits)).to.have.length(13)
    expect(answered[0]).to.deep.equal({ from: 0n, to: 12_499n })
    for (const [index, { from }] of answered.entries()) expect(from).to.equal((answered[index - 1]?.to ?? -1n) + 1n)
  })

  it('tells how far it is', async () => {
    const { client } = nodeWith(1_000_000n)
    const told: bigint[] = []
    const onProgress = (block: bigint): void => void told.push(block)
    for await (const logs of readEvents(client, { ...deposits, fromBlock: 60_000n, toBlock: 115_000n, onProgress })) {
      expect(logs.length).to.be.greaterThan(0)
    }
    expect(told).to.deep.equal([109_999n, 115_000n])
  })

  it('says so where no node answers', async () => {
    const rpcUrl = `http://127.0.0.1:${await freePort()}`
    const failure = await connect({ rpcUrl, hub: HUB }).catch((error: unknown) => error)
    expect(failure).to.be.instanceOf(ChainError).and.to.include({ code: 'ChainUnreachable' })
  })
})
