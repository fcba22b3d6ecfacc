import { getAddress } from 'viem'
import { verifyMessage } from 'viem/actions'
import { parseSiweMessage, validateSiweMessage } from 'viem/siwe'
import { z } from 'zod'
import { answer, json } from '../../../../server/answer.ts'
import { takeChallenge } from '../../../../server/challenge.ts'
import { readPortalEnv } from '../../../../server/env.ts'
import { currentChain } from '../../../../server/network.ts'
import { problem } from '../../../../server/problem.ts'
import { refusedTooMany } from '../../../../server/rate-limit.ts'
import { readJson } from '../../../../server/read-json.ts'
import { type Member, beginSession } from '../../../../server/session.ts'
import { address, hexBytes } from '../../../../server/shapes.ts'

const shape = z.object({ address, message: z.string().max(4_000), signature: hexBytes })

/** Signs in with a wallet that signed our challenge (ERC-4361). */
export async function POST(request: Request): Promise<Response> {
  return await answer('sign in with a wallet', async () => {
    const refused = await refusedTooMany(request, 'enter')
    if (refused) return refused
    const body = await readJson(request, shape)
    if (body instanceof Response) return body
    const challenge = await takeChallenge()
    if (challenge === undefined) return problem(400, 'challenge-over', 'Signing in took too long. Try again.')
    const account = getAddress(body.address)
    const domain = new URL(readPortalEnv().origin).host
    const message = parseSiweMessage(body.message)
    const says = validateSiweMessage({ address: account, domain, nonce: challenge.slice(2), message })
    const chain = await currentChain()
    const signed =
      says && (await verifyMessage(chain, { address: account, message: body.message, signature: body.signature }))
    if (!signed) return problem(400, 'bad-signature', 'The wallet signed something else. Try again.')
    const member: Member = { account, kind: 'wallet' }
    await beginSession(member)
    return json(member)
  })
}
