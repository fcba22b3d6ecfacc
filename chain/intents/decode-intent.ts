import { type AbiParameter, type Address, type Hex, decodeAbiParameters } from 'viem'
import { type Intent, type IntentMessages, encodePayload } from './intent.ts'
import { VERBS, type Verb, intentTypes, legType } from './typed-data.ts'

/** What an intent says. A claim has neither nonce nor deadline; its member is who gets the points. */
export interface DecodedIntent<verb extends Verb = Verb> {
  verb: verb
  message: IntentMessages[verb]
  member: Address
  nonce: bigint | undefined
  deadline: bigint | undefined
}

/** Reads the payload of an intent; undefined where it is not the one encoding of one of the hub's verbs. */
export function decodeIntent({ verb: number, payload }: Pick<Intent, 'verb' | 'payload'>): DecodedIntent | undefined {
  const verb = VERBS[number]
  if (verb === undefined) return undefined
  const message = decodeMessage(verb, payload)
  if (message === undefined || encodePayload({ verb, message }) !== payload.toLowerCase()) return undefined
  if ('claimKey' in message) return { verb, message, member: message.to, nonce: undefined, deadline: undefined }
  return { verb, message, member: message.member, nonce: message.nonce, deadline: message.deadline }
}

function decodeMessage(verb: Verb, payload: Hex): IntentMessages[Verb] | undefined {
  const components = intentTypes[verb].map((field): AbiParameter => {
    return field.type === 'PayLeg[]' ? { name: field.name, type: 'tuple[]', components: legType } : field
  })
  try {
    const [message] = decodeAbiParameters([{ type: 'tuple', components }], payload)
    return message as unknown as IntentMessages[Verb]
  } catch {
    // Bytes that are no struct of this verb: the caller says so in its own words.
    return undefined
  }
}
