import { hexToBigInt } from 'viem'
import { z } from 'zod'
import { keysInBoth, recoverKeys } from '../../../../../chain/account/recover-keys.ts'
import type { PasskeyKey } from '../../../../../chain/account/signer.ts'
import { answer, json } from '../../../../server/answer.ts'
import { takeChallenge } from '../../../../server/challenge.ts'
import { isOurCeremony } from '../../../../server/client-data.ts'
import { readPortalEnv } from '../../../../server/env.ts'
import { type FoundAccount, accountOfKey, findAccount } from '../../../../server/find-account.ts'
import { isForUs } from '../../../../server/authenticator-data.ts'
import { problem } from '../../../../server/problem.ts'
import { refusedTooMany } from '../../../../server/rate-limit.ts'
import { readJson } from '../../../../server/read-json.ts'
import { type Member, beginSession } from '../../../../server/session.ts'
import { credentialId, hex32, hexBytes } from '../../../../server/shapes.ts'

const shape = z.object({
  credentialId,
  authenticatorData: hexBytes,
  clientDataJson: z.string().max(2_000),
  r: hex32,
  s: hex32,
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
    const { authenticatorData, clientDataJson, candidates } = body
    const challenge = await takeChallenge()
    const ours = challenge !== undefined && isOurCeremony(clientDataJson, { type: 'webauthn.get', challenge })
    if (!ours || !isForUs(authenticatorData, readPortalEnv().rpId)) {
      return problem(400, 'challenge-over', 'Signing in took too long. Try again.')
    }
    const assertion = { authenticatorData, clientDataJson, r: hexToBigInt(body.r), s: hexToBigInt(body.s) }
    const keys = recoverKeys(assertion)
    const left = candidates === undefined ? keys : keysInBoth(keys, candidates)
    const found = (await accountAmong(left)) ?? (await onlyOne(left))
    if (!found) return left.length === 0 ? unknownPasskey() : json({ again: left }, { status: 202 })
    const { account, key, slot } = found
    const member: Member = { account, kind: 'passkey', passkey: { credentialId: body.credentialId, ...key, slot } }
    await beginSession(member)
    return json(member)
  })
}

async function accountAmong(keys: readonly PasskeyKey[]): Promise<FoundAccount | undefined> {
  for (const key of keys) {
    const found = await findAccount(key)
    if (found) return found
  }
  return undefined
}

/** Where one key is left it signed, whether or not anybody has met it: its account is still to be made. */
async function onlyOne([key, ...others]: readonly PasskeyKey[]): Promise<FoundAccount | undefined> {
  return key && others.length === 0 ? { account: await accountOfKey(key), key, slot: 0 } : undefined
}

const unknownPasskey = (): Response =>
  problem(400, 'unknown-passkey', 'This passkey could not be read. Try again, or use another one.')
