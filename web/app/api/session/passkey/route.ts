import { type Address, type Hex, hexToBigInt } from 'viem'
import { z } from 'zod'
import type { Assertion } from '../../../../../chain/account/assertion.ts'
import { isAssertionOf } from '../../../../../chain/account/is-assertion-of.ts'
import { keysInBoth, recoverKeys } from '../../../../../chain/account/recover-keys.ts'
import type { PasskeyKey } from '../../../../../chain/account/signer.ts'
import { answer, json } from '../../../../server/answer.ts'
import { takeChallenge } from '../../../../server/challenge.ts'
import { readPortalEnv } from '../../../../server/env.ts'
import { type FoundAccount, accountOfKey, findAccount } from '../../../../server/find-account.ts'
import { problem } from '../../../../server/problem.ts'
import { refusedTooMany } from '../../../../server/rate-limit.ts'
import { readJson } from '../../../../server/read-json.ts'
import { type Member, beginSession } from '../../../../server/session.ts'
import { address, credentialId, hex32, hexBytes } from '../../../../server/shapes.ts'

const shape = z.object({
  credentialId,
  authenticatorData: hexBytes,
  clientDataJson: z.string().max(2_000),
  r: hex32,
  s: hex32,
  /** What the passkey says it is for: the account, where it was made as a further device. */
  userHandle: address.optional(),
  /** Keys a former assertion of the same passkey left open. */
  candidates: z
    .array(z.object({ x: hex32, y: hex32 }))
    .max(4)
    .optional(),
})

/**
 * Signs in with a passkey that was made before. Its answer yields a few possible keys; the one with an account is the
 * member's. A key nobody has met yet is settled by a second answer.
 */
export async function POST(request: Request): Promise<Response> {
  return await answer('sign in', async () => {
    const refused = await refusedTooMany(request, 'enter')
    if (refused) return refused
    const body = await readJson(request, shape)
    if (body instanceof Response) return body
    const challenge = await takeChallenge()
    if (challenge === undefined) return tooLate()
    const { authenticatorData, clientDataJson, candidates, userHandle } = body
    const assertion = { authenticatorData, clientDataJson, r: hexToBigInt(body.r), s: hexToBigInt(body.s) }
    const keys = signersOfAnswer(assertion, challenge)
    if (keys.length === 0) return tooLate()
    const left = candidates === undefined ? keys : keysInBoth(keys, candidates)
    const found = (await accountAmong(left, userHandle)) ?? (await onlyOne(left))
    if (!found) return left.length === 0 ? unknownPasskey() : json({ again: left }, { status: 202 })
    const { account, key, slot } = found
    const member: Member = { account, kind: 'passkey', passkey: { credentialId: body.credentialId, ...key, slot } }
    await beginSession(member)
    return json(member)
  })
}

/** The keys that may have made this answer to our challenge, on our own pages, with the user verified. */
function signersOfAnswer(assertion: Assertion, challenge: Hex): PasskeyKey[] {
  const { origin, rpId } = readPortalEnv()
  return recoverKeys(assertion).filter((key) => isAssertionOf({ assertion, key, challenge, origin, rpId }))
}

async function accountAmong(
  keys: readonly PasskeyKey[],
  named: Address | undefined,
): Promise<FoundAccount | undefined> {
  for (const key of keys) {
    const found = await findAccount(key, named)
    if (found) return found
  }
  return undefined
}

/** Where one key is left it signed, whether or not anybody has met it: its account is still to be made. */
async function onlyOne([key, ...others]: readonly PasskeyKey[]): Promise<FoundAccount | undefined> {
  return key && others.length === 0 ? { account: await accountOfKey(key), key, slot: 0 } : undefined
}

const tooLate = (): Response => problem(400, 'challenge-over', 'Signing in took too long. Try again.')

const unknownPasskey = (): Response =>
  problem(400, 'unknown-passkey', 'This passkey could not be read. Try again, or use another one.')
