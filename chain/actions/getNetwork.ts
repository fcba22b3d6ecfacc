import type { ReadClient } from '../client.ts'
import { readHub } from '../read.ts'

/** The fixed rules of a network and how it stands. */
export interface NetworkState {
  chainId: number
  notice: bigint
  epochLength: bigint
  epochOrigin: bigint
  maxPause: bigint
  pauseWindow: bigint
  withdrawalWindow: bigint
  maxReturnWindow: bigint
  windDownPeriod: bigint
  brandCount: number
  /** Reserves and cause credits together, in µ. */
  accounted: bigint
  /** End of the present pause; undefined if not paused. */
  pausedUntil: bigint | undefined
  /** Seconds the guardian may pause now at most. */
  pauseAvailable: bigint
}

const RULES = [
  'notice',
  'epochLength',
  'epochOrigin',
  'maxPause',
  'pauseWindow',
  'withdrawalWindow',
  'maxReturnWindow',
  'windDownPeriod',
  'accounted',
  'pauseAvailable',
] as const

/** @param now Chain time, to tell a pause that is over from one that is on. */
export async function getNetwork(client: ReadClient, { now }: { now: bigint }): Promise<NetworkState> {
  const [brandCount, until, values] = await Promise.all([
    readHub(client, 'brandCount', []),
    readHub(client, 'pausedUntil', []),
    Promise.all(RULES.map(async (name) => [name, await readHub(client, name, [])] as const)),
  ])
  const rules = Object.fromEntries(values) as Record<(typeof RULES)[number], bigint>
  return { chainId: client.chain.id, brandCount, ...rules, pausedUntil: until > now ? until : undefined }
}
