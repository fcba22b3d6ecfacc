import { api } from '../browser/api.ts'
import { isOpen } from './flow-record.ts'
import { readFlows } from './flow-store.ts'

interface SigningAnswer {
  now: string
  base: string
  window: string
  open: string[]
}

/** Seconds an intent stays good; the relay takes at most five minutes. */
const LIFE = 270n
const REACH = 128n

/** What is needed before anything can be signed. */
export interface Signing {
  /** Chain time, seconds. */
  now: bigint
  deadline: bigint
  /** Nonces that neither the chain, the relay nor this browser has given away. */
  freeNonces: bigint[]
}

/** Asks for it. Hold `withNonces` around this and the note of what was taken, or two tabs take the same. */
export async function readSigning(account: string): Promise<Signing> {
  const answer = await api<SigningAnswer>('/api/signing')
  const [now, base, used] = [BigInt(answer.now), BigInt(answer.base), BigInt(answer.window)]
  const ours = readFlows().filter((record) => isOpen(record) && record.account === account)
  const taken = new Set([...answer.open, ...ours.flatMap((record) => record.nonces)].map(BigInt))
  const freeNonces: bigint[] = []
  for (let ahead = 0n; ahead < REACH; ahead += 1n) {
    if (((used >> ahead) & 1n) === 0n && !taken.has(base + ahead)) freeNonces.push(base + ahead)
  }
  return { now, deadline: now + LIFE, freeNonces }
}

/** One tab at a time chooses nonces. */
export async function withNonces<Result>(choose: () => Promise<Result>): Promise<Result> {
  return await navigator.locks.request('openpoints-nonces', choose)
}
