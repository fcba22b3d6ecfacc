import { numberToHex } from 'viem/utils'
import type { Hex } from 'viem'
import { post } from '../../browser/api.ts'
import type { PortalConfig } from '../../server/portal-config.ts'
import type { Member } from '../../server/session.ts'
import { assertPasskey, createPasskey } from '../../flows/passkey.ts'
import { rememberPasskey } from './remembered-passkey.ts'

interface Key {
  x: Hex
  y: Hex
}

const challengeOf = async (): Promise<Hex> => (await post<{ challenge: Hex }>('/api/session/challenge')).challenge

/** Makes a passkey and signs in with it: one prompt. */
export async function signUp({ rpId }: PortalConfig, name: string): Promise<Member> {
  const made = await createPasskey({ challenge: await challengeOf(), rpId, name })
  const member = await post<Member>('/api/session/created', made)
  rememberPasskey(made.credentialId)
  return member
}

/** Signs in with a passkey that was made before. A key that nobody has met yet asks `again` first, then for a second prompt. */
export async function signIn(
  { rpId }: PortalConfig,
  again: () => Promise<void>,
  credentialId?: string,
): Promise<Member> {
  const first = await enter(rpId, undefined, credentialId)
  if ('account' in first.answer) return first.answer
  await again()
  const second = await enter(rpId, first.answer.again, first.credentialId)
  if ('account' in second.answer) return second.answer
  throw new Error('This passkey could not be told from others. Try again.')
}

async function enter(
  rpId: string,
  candidates: readonly Key[] | undefined,
  known: string | undefined,
): Promise<{ answer: Member | { again: Key[] }; credentialId: string }> {
  const challenge = await challengeOf()
  const assertion = await assertPasskey({ challenge, rpId, ...(known === undefined ? {} : { credentialId: known }) })
  const { r, s, ...answered } = assertion
  const { credentialId } = answered
  const proof = { ...answered, r: numberToHex(r, { size: 32 }), s: numberToHex(s, { size: 32 }) }
  const answer = await post<Member | { again: Key[] }>('/api/session/passkey', {
    ...proof,
    ...(candidates ? { candidates } : {}),
  })
  rememberPasskey(credentialId)
  return { answer, credentialId }
}
