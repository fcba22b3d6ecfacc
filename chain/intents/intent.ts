import {
  type AbiParameter,
  type Address,
  type Hex,
  type TypedDataDefinition,
  type TypedDataDomain,
  encodeAbiParameters,
} from 'viem'
import { type Leg, sortLegs } from '../codec/legs.ts'
import { VERBS, type Verb, intentTypes, legType } from './typed-data.ts'

interface Signed {
  member: Address
  nonce: bigint
  deadline: bigint
}

/** What is signed, by verb. */
export interface IntentMessages {
  Swap: Signed & { fromBrandId: number; toBrandId: number; points: bigint; minPointsOut: bigint }
  Donate: Signed & { brandId: number; causeId: number; points: bigint; minValue: bigint }
  Pay: Signed & { brandId: number; orderReference: Hex; legs: readonly Leg[]; minValue: bigint }
  Redeem: Signed & { brandId: number; points: bigint; orderReference: Hex }
  Transfer: Signed & { brandId: number; to: Address; points: bigint }
  Lock: Signed & { unlockDelay: number }
  Unlock: Signed
  CancelNonces: Signed & { newBase: bigint }
  Claim: { brandId: number; claimKey: Address; to: Address }
}

/** An intent as the hub's `execute` takes it. */
export interface Intent {
  /** Position of the verb in the contracts' enum. */
  verb: number
  payload: Hex
  signature: Hex
}

export interface IntentRequest<verb extends Verb = Verb> {
  verb: verb
  message: IntentMessages[verb]
}

/** The typed data a member's wallet shows and signs. */
export function typedDataOf<verb extends Verb>(
  domain: TypedDataDomain,
  { verb, message }: IntentRequest<verb>,
): TypedDataDefinition {
  const types = verb === 'Pay' ? { Pay: intentTypes.Pay, PayLeg: legType } : { [verb]: intentTypes[verb] }
  return { domain, types, primaryType: verb, message: ordered(message) } as unknown as TypedDataDefinition
}

/** ABI encoding of an intent's struct. */
export function encodePayload<verb extends Verb>({ verb, message }: IntentRequest<verb>): Hex {
  const components = intentTypes[verb].map((field): AbiParameter => {
    return field.type === 'PayLeg[]' ? { name: field.name, type: 'tuple[]', components: legType } : field
  })
  return encodeAbiParameters([{ type: 'tuple', components }], [ordered(message)] as never)
}

export function toIntent<verb extends Verb>(request: IntentRequest<verb>, signature: Hex): Intent {
  return { verb: VERBS.indexOf(request.verb), payload: encodePayload(request), signature }
}

function ordered<message>(message: message): message {
  const { legs } = message as { legs?: readonly Leg[] }
  return legs ? { ...message, legs: sortLegs(legs) } : message
}
