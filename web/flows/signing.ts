import { api } from '../browser/api.ts'
import { ProblemError } from '../browser/problem-error.ts'
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

/** The last answer, for a moment without a connection. */
let known: { account: string; answer: SigningAnswer; at: number } | undefined

/** Asks ahead, so that something can be signed even if there is no connection by then. */
export async function askAhead(account: string): Promise<SigningAnswer> {
  const answer = await api<SigningAnswer>('/api/signing')
  known = { account, answer, at: Date.now() }
  return answer
}

/**
 * Asks for it; without a connection it counts on from the last answer. Hold `withNonces` around this and the note of what was
 * taken, or two tabs take the same.
 */
export async function readSigning(account: string): Promise<Signing> {
  try {
    return signingOf(account, await askAhead(account), 0n)
  } catch (error) {
    if (error instanceof ProblemError || known?.account !== account) throw error
    const signing = signingOf(account, known.answer, BigInt(Math.floor((Date.now() - known.at) / 1000)))
    // From the far end: another device of the member may have taken from the near one meanwhile.
    return { ...signing, freeNonces: signing.freeNonces.toReversed() }
  }
}

function signingOf(account: string, answer: SigningAnswer, since: bigint): Signing {
  const [now, base, used] = [BigInt(answer.now) + since, BigInt(answer.base), BigInt(answer.window)]
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
