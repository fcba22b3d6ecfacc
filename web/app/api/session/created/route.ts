import { z } from 'zod'
import { toClientData } from '../../../../../chain/account/client-data.ts'
import { answer, json } from '../../../../server/answer.ts'
import { takeChallenge } from '../../../../server/challenge.ts'
import { readPortalEnv } from '../../../../server/env.ts'
import { accountOfKey, isKnownKey, notePasskey } from '../../../../server/find-account.ts'
import { problem } from '../../../../server/problem.ts'
import { refusedTooMany } from '../../../../server/rate-limit.ts'
import { readJson } from '../../../../server/read-json.ts'
import { rememberPasskeys } from '../../../../server/relying-party.ts'
import { type Member, beginSession } from '../../../../server/session.ts'
import { credentialId, hex32 } from '../../../../server/shapes.ts'

const shape = z.object({ credentialId, x: hex32, y: hex32, clientDataJson: z.string().max(2_000) })

/**
 * Signs in with a passkey that was made this moment. Making one signs nothing; but a public key that neither the chain nor
 * this portal has ever seen is known to nobody but its maker, so showing it first is proof enough. Known keys must sign.
 */
export async function POST(request: Request): Promise<Response> {
  return await answer('sign up', async () => {
    const refused = await refusedTooMany(request, 'enter')
    if (refused) return refused
    const body = await readJson(request, shape)
    if (body instanceof Response) return body
    const { x, y, clientDataJson, ...rest } = body
    const challenge = await takeChallenge()
    const said = toClientData(clientDataJson)
    const ours = said?.type === 'webauthn.create' && said.origin === readPortalEnv().origin && !said.crossOrigin
    if (challenge === undefined || !ours || said.challenge !== challenge) {
      return problem(400, 'challenge-over', 'Signing up took too long. Try again.')
    }
    const key = { x, y }
    if (await isKnownKey(key)) return problem(409, 'known-key', 'This passkey has an account already. Sign in with it.')
    const account = await accountOfKey(key)
    await rememberPasskeys(readPortalEnv())
    if (!(await notePasskey({ account, key, slot: 0 }))) {
      return problem(409, 'known-key', 'This passkey has an account already. Sign in with it.')
    }
    const member: Member = { account, kind: 'passkey', passkey: { credentialId: rest.credentialId, x, y, slot: 0 } }
    await beginSession(member)
    return json(member)
  })
}
