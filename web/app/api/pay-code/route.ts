import { answer, json } from '../../../server/answer.ts'
import { readPortalEnv } from '../../../server/env.ts'
import { makePayCode } from '../../../server/pay-code.ts'
import { problem } from '../../../server/problem.ts'
import { refusedTooMany } from '../../../server/rate-limit.ts'
import { currentMember } from '../../../server/session.ts'

/** A fresh code for the signed-in member, as the address a till looks it up at. */
export async function POST(request: Request): Promise<Response> {
  return await answer('make a code for the till', async () => {
    const refused = await refusedTooMany(request, 'ask')
    if (refused) return refused
    const member = await currentMember()
    if (!member) return problem(401, 'signed-out', 'You are signed out. Sign in again.')
    const { code, until } = await makePayCode(member.account)
    return json({ url: `${readPortalEnv().origin}/api/pay-codes/${code}`, until })
  })
}
