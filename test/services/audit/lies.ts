import type { Address } from 'viem'
import type { Args, Lie } from './falsify.ts'
import { present } from '../../../scripts/audit/present.ts'

/** A lie, and how the auditor must name it. */
export type Case = { title: string; lie: Lie; invariant: number; what: string }

export type Actors = {
  eve: Address
  ann: Address
  cleo: Address
  claimAddress: Address
  ownerOfAlba: Address
  minterOfAlba: Address
}

export const log = (
  event: string,
  say: (args: Args) => Args,
  rest: { at?: number; where?: (args: Args) => boolean } = {},
): Lie => {
  return { about: 'log', event, say, ...rest }
}
export const raw = (
  event: string,
  say: Extract<Lie, { about: 'raw log' }>['say'],
  rest: { at?: number; where?: (args: Args) => boolean } = {},
): Lie => {
  return { about: 'raw log', event, say, ...rest }
}
export const call = (
  name: string,
  say: (result: never) => unknown,
  rest: { brand?: number; args?: readonly unknown[] } = {},
): Lie => {
  return { about: 'call', call: name, say, ...rest }
}

export const big = (args: Args, field: string): bigint => args[field] as bigint
export const plus = (field: string, more: bigint) => (args: Args) => ({ ...args, [field]: big(args, field) + more })
export const dropped: Extract<Lie, { about: 'raw log' }>['say'] = () => []
/** Moves the youngest lot of a word one lane up: it would live an epoch longer. */
export const longer = (word: bigint): bigint => {
  const lanes = word & ((1n << 240n) - 1n)
  return ((word >> 240n) << 240n) | ((lanes << 40n) & ((1n << 240n) - 1n))
}
export const legs = (change: (leg: Args) => Args) => (args: Args) => {
  const [first, ...rest] = args['legs'] as Args[]
  return { ...args, legs: [change(present(first)), ...rest] }
}
export const terms = (field: string, change: Args) => (args: Args) => ({
  ...args,
  [field]: { ...(args[field] as Args), ...change },
})

export const fromNobody = (args: Args) => args['from'] === `0x${'0'.repeat(40)}`
/** The one transfer of points that never expire: its trace lasts to the end. */
export const between = (args: Args) => args['value'] === 1_23n
