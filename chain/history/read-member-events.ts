import type { Address, Hex } from 'viem'
import type { BrandIdentity } from '../actions/listBrands.ts'
import type { ReadClient } from '../client.ts'
import { collectEvents } from '../events/read-events.ts'
import { clearingHubAbi, pointsTokenAbi } from '../generated/abis.ts'

/** Where a log stands. */
export interface LogPlace {
  blockNumber: bigint
  logIndex: number
  transactionHash: Hex
}

/** Points that left or reached a member, as the token's Transfer event has them. */
export interface TransferLog extends LogPlace {
  brandId: number
  from: Address
  to: Address
  points: bigint
}

/** Why points of a brand moved: what a Transfer of the same brand and amount in the same transaction was for. */
export interface Reason extends LogPlace {
  kind: 'swapped' | 'donated' | 'paid' | 'refunded' | 'claimed' | 'redeemed' | 'taken back' | 'expired' | 'earned'
  brandId: number
  /** Undefined where the reason covers any amount (a batch). */
  points: bigint | undefined
  incoming: boolean
  detail: string
}

export interface MemberEventsQuery {
  member: Address
  brands: readonly BrandIdentity[]
  fromBlock?: bigint | undefined
}

/** All logs that touch a member: the transfers of its points and the events that explain them. */
export async function readMemberEvents(client: ReadClient, { member, brands, fromBlock }: MemberEventsQuery) {
  const address = brands.map(({ token }) => token)
  const codes = new Map(brands.map(({ brandId, code }) => [brandId, code]))
  const ids = new Map(brands.map(({ brandId, token }) => [token.toLowerCase(), brandId]))
  const ofToken = { abi: pointsTokenAbi, address, fromBlock } as const
  const ofHub = { abi: clearingHubAbi, address: client.contracts.hub, fromBlock } as const
  const codeOf = (id: number): string => codes.get(id) ?? `brand ${id}`
  const [sent, received, redeemed, reversed, expired, batches, swapped, donated, paid, refunded, claimed] =
    await Promise.all([
      collectEvents(client, { ...ofToken, eventName: 'Transfer', args: { from: member } }),
      collectEvents(client, { ...ofToken, eventName: 'Transfer', args: { to: member } }),
      collectEvents(client, { ...ofToken, eventName: 'Redeemed', args: { member } }),
      collectEvents(client, { ...ofToken, eventName: 'Reversed' }),
      collectEvents(client, { ...ofToken, eventName: 'Expired', args: { account: member } }),
      collectEvents(client, { ...ofToken, eventName: 'BatchMinted' }),
      collectEvents(client, { ...ofHub, eventName: 'Swapped', args: { member } }),
      collectEvents(client, { ...ofHub, eventName: 'Donated', args: { member } }),
      collectEvents(client, { ...ofHub, eventName: 'Paid', args: { member } }),
      collectEvents(client, { ...ofHub, eventName: 'PaymentRefunded', args: { member } }),
      collectEvents(client, { ...ofHub, eventName: 'Claimed' }),
    ])
  const reasons: Reason[] = []
  const add = (log: LogPlace, reason: Omit<Reason, keyof LogPlace>): void => {
    const { blockNumber, logIndex, transactionHash } = log
    reasons.push({ blockNumber, logIndex, transactionHash, ...reason })
  }
  for (const log of swapped) {
    const { fromBrandId, toBrandId, pointsIn, pointsOut } = log.args
    add(log, {
      kind: 'swapped',
      brandId: fromBrandId,
      points: pointsIn,
      incoming: false,
      detail: `for ${codeOf(toBrandId)}`,
    })
    add(log, {
      kind: 'swapped',
      brandId: toBrandId,
      points: pointsOut,
      incoming: true,
      detail: `from ${codeOf(fromBrandId)}`,
    })
  }
  for (const log of donated) {
    const { brandId, points, causeId } = log.args
    add(log, { kind: 'donated', brandId, points, incoming: false, detail: `to cause ${causeId}` })
  }
  for (const log of paid) {
    const detail = `at ${codeOf(log.args.brandId)}, order ${log.args.orderReference}`
    for (const { brandId, points } of log.args.legs)
      add(log, { kind: 'paid', brandId, points, incoming: false, detail })
  }
  for (const log of refunded) {
    const detail = `by ${codeOf(log.args.brandId)}, order ${log.args.orderReference}`
    for (const { brandId, points } of log.args.legs)
      add(log, { kind: 'refunded', brandId, points, incoming: true, detail })
  }
  for (const log of claimed) {
    const { brandId, points, to, claimAddress } = log.args
    add(log, {
      kind: 'claimed',
      brandId,
      points,
      incoming: to === member,
      detail: to === member ? `from ${claimAddress}` : `to ${to}`,
    })
  }
  for (const log of redeemed) {
    const { brandId, points, orderReference } = log.args
    add(log, { kind: 'redeemed', brandId, points, incoming: false, detail: `order ${orderReference}` })
  }
  for (const log of reversed) {
    const { brandId, sequence } = log.args
    add(log, { kind: 'taken back', brandId, points: undefined, incoming: false, detail: `credit of batch ${sequence}` })
  }
  for (const log of expired) {
    add(log, { kind: 'expired', brandId: log.args.brandId, points: log.args.points, incoming: false, detail: '' })
  }
  for (const log of batches) {
    const { brandId, sequence } = log.args
    add(log, { kind: 'earned', brandId, points: undefined, incoming: true, detail: `batch ${sequence}` })
  }
  const transfers = [...sent, ...received.filter(({ args }) => args.from !== args.to)].map((log): TransferLog => {
    const { blockNumber, logIndex, transactionHash, args } = log
    const brandId = ids.get(log.address.toLowerCase()) ?? 0
    return { blockNumber, logIndex, transactionHash, brandId, from: args.from, to: args.to, points: args.value }
  })
  return { transfers, reasons }
}
