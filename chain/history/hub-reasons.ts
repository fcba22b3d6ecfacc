import type { Address } from 'viem'
import type { ReadClient } from '../client.ts'
import { collectEvents } from '../events/read-events.ts'
import { clearingHubAbi } from '../generated/abis.ts'
import { type Reason, reasonsAt } from './reason.ts'

export interface HubReasonsQuery {
  member: Address
  fromBlock: bigint | undefined
  /** Code of a brand. */
  codeOf: (brandId: number) => string
}

/** Everything the hub did with a member's points. */
export async function readHubReasons(client: ReadClient, query: HubReasonsQuery): Promise<Reason[]> {
  const readers = [readSwaps, readDonations, readPayments, readRefunds, readClaims]
  return (await Promise.all(readers.map((read) => read(client, query)))).flat()
}

const ofHub = (client: ReadClient, fromBlock: bigint | undefined) =>
  ({ abi: clearingHubAbi, address: client.contracts.hub, fromBlock }) as const

async function readSwaps(client: ReadClient, { member, fromBlock, codeOf }: HubReasonsQuery): Promise<Reason[]> {
  const logs = await collectEvents(client, { ...ofHub(client, fromBlock), eventName: 'Swapped', args: { member } })
  return logs.flatMap((log) => {
    const { fromBrandId, toBrandId, pointsIn, pointsOut } = log.args
    return reasonsAt(log, [
      { kind: 'swapped', brandId: fromBrandId, points: pointsIn, incoming: false, detail: `for ${codeOf(toBrandId)}` },
      { kind: 'swapped', brandId: toBrandId, points: pointsOut, incoming: true, detail: `from ${codeOf(fromBrandId)}` },
    ])
  })
}

async function readDonations(client: ReadClient, { member, fromBlock }: HubReasonsQuery): Promise<Reason[]> {
  const logs = await collectEvents(client, { ...ofHub(client, fromBlock), eventName: 'Donated', args: { member } })
  return logs.flatMap((log) => {
    const { brandId, points, causeId } = log.args
    return reasonsAt(log, [{ kind: 'donated', brandId, points, incoming: false, detail: `to cause ${causeId}` }])
  })
}

async function readPayments(client: ReadClient, { member, fromBlock, codeOf }: HubReasonsQuery): Promise<Reason[]> {
  const logs = await collectEvents(client, { ...ofHub(client, fromBlock), eventName: 'Paid', args: { member } })
  return logs.flatMap((log) => {
    const detail = `at ${codeOf(log.args.brandId)}, order ${log.args.orderReference}`
    const legs = log.args.legs.map(({ brandId, points }) => ({ brandId, points, incoming: false, detail }))
    return reasonsAt(
      log,
      legs.map((leg) => ({ kind: 'paid', ...leg })),
    )
  })
}

async function readRefunds(client: ReadClient, { member, fromBlock, codeOf }: HubReasonsQuery): Promise<Reason[]> {
  const logs = await collectEvents(client, {
    ...ofHub(client, fromBlock),
    eventName: 'PaymentRefunded',
    args: { member },
  })
  return logs.flatMap((log) => {
    const detail = `by ${codeOf(log.args.brandId)}, order ${log.args.orderReference}`
    const legs = log.args.legs.map(({ brandId, points }) => ({ brandId, points, incoming: true, detail }))
    return reasonsAt(
      log,
      legs.map((leg) => ({ kind: 'refunded', ...leg })),
    )
  })
}

async function readClaims(client: ReadClient, { member, fromBlock }: HubReasonsQuery): Promise<Reason[]> {
  const ofClaims = { ...ofHub(client, fromBlock), eventName: 'Claimed' } as const
  const [to, from] = await Promise.all([
    collectEvents(client, { ...ofClaims, args: { to: member } }),
    collectEvents(client, { ...ofClaims, args: { claimAddress: member } }),
  ])
  return [...to, ...from].flatMap((log) => {
    const { brandId, points, to: account, claimAddress } = log.args
    const incoming = account === member
    return reasonsAt(log, [
      { kind: 'claimed', brandId, points, incoming, detail: incoming ? `from ${claimAddress}` : `to ${account}` },
    ])
  })
}
