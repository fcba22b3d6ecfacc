import { type Address, type Hex, parseEventLogs, zeroAddress } from 'viem'
import { getTransactionReceipt } from 'viem/actions'
import type { Credit } from '../codec/credits.ts'
import type { ReadClient } from '../client.ts'
import { asChainError } from '../errors/as-chain-error.ts'
import { ChainError } from '../errors/chain-error.ts'
import { collectEvents } from '../events/read-events.ts'
import { pointsTokenAbi } from '../generated/abis.ts'
import { getToken } from './getToken.ts'

/** A batch as the chain tells it. */
export interface Batch {
  brandId: number
  sequence: bigint
  purchasesRoot: Hex
  minter: Address
  points: bigint
  mintedAt: bigint
  epoch: number
  life: number
  returnWindow: number
  transactionHash: Hex
  blockNumber: bigint
  /** In the order of the batch: ascending by address. */
  credits: Credit[]
}

export interface FindBatchParameters {
  brandId: number
  sequence: bigint
  fromBlock?: bigint | undefined
  /** Where it was minted, if known: then no log is searched for. */
  transactionHash?: Hex | undefined
}

/** A batch with its credits, from the logs: the `count` last Transfer events from zero before BatchMinted are the credits. */
export async function findBatch(
  client: ReadClient,
  { brandId, sequence, fromBlock, transactionHash: where }: FindBatchParameters,
): Promise<Batch> {
  const address = await getToken(client, { brandId })
  const query = {
    abi: pointsTokenAbi,
    eventName: 'BatchMinted',
    address,
    args: { brandId, sequence },
    fromBlock,
  } as const
  const [minted] = where === undefined ? await collectEvents(client, query) : await mintedIn(client, where, query)
  if (!minted) {
    const sentence = `Brand ${brandId} has minted no batch ${sequence}.`
    throw new ChainError('UnknownBatch', { sentence, hint: 'Check the batch number.', args: { brandId, sequence } })
  }
  const { args, transactionHash, blockNumber, logIndex } = minted
  const credits = await creditsBefore(client, { address, transactionHash, logIndex, count: Number(args.count) })
  const { purchasesRoot, minter, points, mintedAt, epoch, life, returnWindow } = args
  return {
    brandId,
    sequence,
    purchasesRoot,
    minter,
    points,
    mintedAt,
    epoch,
    life,
    returnWindow,
    transactionHash,
    blockNumber,
    credits,
  }
}

interface MintedQuery {
  address: Address
  args: { brandId: number; sequence: bigint }
}

/** What a transaction says of a batch. */
async function mintedIn(client: ReadClient, hash: Hex, { address, args: asked }: MintedQuery) {
  try {
    const { logs } = await getTransactionReceipt(client, { hash })
    const own = logs.filter((log) => log.address.toLowerCase() === address.toLowerCase())
    return parseEventLogs({ abi: pointsTokenAbi, eventName: 'BatchMinted', logs: own }).filter(
      ({ args }) => args.brandId === asked.brandId && args.sequence === asked.sequence,
    )
  } catch (error) {
    throw asChainError(error, { doing: 'read the transaction of the batch' })
  }
}

interface CreditsQuery {
  address: Address
  transactionHash: Hex
  logIndex: number
  count: number
}

async function creditsBefore(
  client: ReadClient,
  { address, transactionHash, logIndex, count }: CreditsQuery,
): Promise<Credit[]> {
  try {
    const { logs } = await getTransactionReceipt(client, { hash: transactionHash })
    const own = logs.filter((log) => log.address.toLowerCase() === address.toLowerCase() && log.logIndex < logIndex)
    return parseEventLogs({ abi: pointsTokenAbi, eventName: 'Transfer', logs: own })
      .filter(({ args }) => args.from === zeroAddress)
      .slice(-count)
      .map(({ args }) => ({ member: args.to, points: args.value }))
  } catch (error) {
    throw asChainError(error, { doing: 'read the credits of the batch' })
  }
}
