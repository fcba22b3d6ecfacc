import { join } from 'node:path'
import { runNode } from '../process/run-measured.ts'

/** What the oracle says; points in 0.01 point. */
export interface Verdict {
  readonly purchases: number
  readonly refunds: number
  readonly balances: number
  readonly expected: string
  readonly supply: string
  readonly lost: string
  readonly doubled: string
  /** Points that nobody bought for. */
  readonly elsewhere: string
  readonly wrong: readonly { brand: string; member: string; expected: string; found: string }[]
}

export interface Question {
  readonly input: string
  readonly rpcUrl: string
  readonly tokens: ReadonlyMap<string, string>
}

const ORACLE = join(import.meta.dirname, 'oracle.ts')

/** Runs the oracle as a program of its own. */
export async function askOracle({ input, rpcUrl, tokens }: Question): Promise<Verdict> {
  const named = [...tokens].map(([code, token]) => `${code}=${token}`)
  const { out, err } = await runNode([ORACLE, input, rpcUrl, ...named], {})
  if (out === '') throw new Error(`The oracle said nothing: ${err.trim().slice(-1_000)}`)
  return JSON.parse(out) as Verdict
}

export const agrees = ({ lost, doubled, elsewhere }: Verdict): boolean =>
  [lost, doubled, elsewhere].every((amount) => amount === '0')
