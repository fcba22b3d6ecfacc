import { type Address, type Hex, type Log, decodeEventLog } from 'viem'
import { getBlock, getBlockNumber, getTransactionReceipt } from 'viem/actions'
import {
  causeRegistryAbi,
  clearingHubAbi,
  memberAccountAbi,
  memberAccountFactoryAbi,
  pointsTokenAbi,
} from '../../chain/generated/abis.ts'
import { currentChain, currentNetwork } from './network.ts'

const eventsOf = [clearingHubAbi, pointsTokenAbi, memberAccountAbi, memberAccountFactoryAbi, causeRegistryAbi]
  .flat()
  .filter((item) => item.type === 'event')

/** One entry of a transaction's receipt that belongs to this network. */
export interface ChainEvent {
  logIndex: number
  contract: Address
  name: string
  args: Record<string, unknown>
  /** Addresses it speaks of, lower case. */
  addresses: string[]
}

export interface ChainTransaction {
  hash: Hex
  done: boolean
  block: bigint
  time: bigint
  /** Blocks on top of its own. */
  depth: bigint
  from: Address
  events: ChainEvent[]
}

/** A transaction as the chain tells it; undefined where it knows none of this hash. */
export async function readTransaction(hash: Hex): Promise<ChainTransaction | undefined> {
  const chain = await currentChain()
  const receipt = await getTransactionReceipt(chain, { hash }).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'TransactionReceiptNotFoundError') return undefined
    throw error
  })
  if (receipt === undefined) return undefined
  const [{ timestamp }, head] = await Promise.all([
    getBlock(chain, { blockNumber: receipt.blockNumber }),
    getBlockNumber(chain),
  ])
  const { hub } = await currentNetwork()
  return {
    hash,
    done: receipt.status === 'success',
    block: receipt.blockNumber,
    time: timestamp,
    depth: head - receipt.blockNumber,
    from: receipt.from,
    events: receipt.logs.flatMap((log) => eventOf(log, hub)),
  }
}

function eventOf(log: Log<bigint, number, false>, hub: Address): ChainEvent[] {
  try {
    const { eventName, args } = decodeEventLog({ abi: eventsOf, data: log.data, topics: log.topics })
    const fields = args as unknown as Record<string, unknown>
    const addresses = Object.values(fields).filter((value) => typeof value === 'string' && value.length === 42)
    const named = [...addresses, ...(log.address.toLowerCase() === hub.toLowerCase() ? [] : [log.address])]
    return [
      {
        logIndex: log.logIndex,
        contract: log.address,
        name: eventName,
        args: fields,
        addresses: named.map((address) => String(address).toLowerCase()),
      },
    ]
  } catch {
    // Somebody else's contract: this network has no words for what it wrote.
    return []
  }
}
