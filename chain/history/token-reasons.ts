import type { Address } from 'viem'
import type { ReadClient } from '../client.ts'
import { collectEvents } from '../events/read-events.ts'
import { pointsTokenAbi } from '../generated/abis.ts'
import { type Reason, reasonsAt } from './reason.ts'

export interface TokenReasonsQuery {
  member: Address
  fromBlock: bigint | undefined
  tokens: Address[]
}

/** Everything the brands' tokens did with a member's points by themselves, and every batch and clawback. */
export async function readTokenReasons(client: ReadClient, query: TokenReasonsQuery): Promise<Reason[]> {
  const readers = [readRedemptions, readExpiries, readReversals, readBatches]
  return (await Promise.all(readers.map((read) => read(client, query)))).flat()
}

const ofTokens = ({ tokens, fromBlock }: TokenReasonsQuery) =>
  ({ abi: pointsTokenAbi, address: tokens, fromBlock }) as const

async function readRedemptions(client: ReadClient, query: TokenReasonsQuery): Promise<Reason[]> {
  const { member } = query
  const logs = await collectEvents(client, { ...ofTokens(query), eventName: 'Redeemed', args: { member } })
  return logs.flatMap((log) => {
    const { brandId, points, orderReference } = log.args
    return reasonsAt(log, [{ kind: 'redeemed', brandId, points, incoming: false, detail: `order ${orderReference}` }])
  })
}

async function readExpiries(client: ReadClient, query: TokenReasonsQuery): Promise<Reason[]> {
  const account = query.member
  const logs = await collectEvents(client, { ...ofTokens(query), eventName: 'Expired', args: { account } })
  return logs.flatMap((log) => {
    const { brandId, points } = log.args
    return reasonsAt(log, [{ kind: 'expired', brandId, points, incoming: false, detail: '' }])
  })
}

/** All of them: points may be taken where a credit was claimed to, which the event does not index. */
async function readReversals(client: ReadClient, query: TokenReasonsQuery): Promise<Reason[]> {
  const logs = await collectEvents(client, { ...ofTokens(query), eventName: 'Reversed' })
  return logs.flatMap((log) => {
    const { brandId, sequence } = log.args
    const detail = `credit of batch ${sequence}`
    return reasonsAt(log, [{ kind: 'taken back', brandId, points: undefined, incoming: false, detail }])
  })
}

async function readBatches(client: ReadClient, query: TokenReasonsQuery): Promise<Reason[]> {
  const logs = await collectEvents(client, { ...ofTokens(query), eventName: 'BatchMinted' })
  return logs.flatMap((log) => {
    const { brandId, sequence } = log.args
    return reasonsAt(log, [{ kind: 'earned', brandId, points: undefined, incoming: true, detail: `batch ${sequence}` }])
  })
}
