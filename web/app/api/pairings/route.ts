import { answer, json } from '../../../server/answer.ts'
import { readPortalEnv } from '../../../server/env.ts'
import { beginPairing } from '../../../server/pairings.ts'
import { problem } from '../../../server/problem.ts'
import { refusedTooMany } from '../../../server/rate-limit.ts'
import { currentMember } from '../../../server/session.ts'

/** A link for a further device; its name stands behind `#`, which no browser sends. */
export async function POST(request: Request): Promise<Response> {
  return await answer('make a link for a device', async () => {
    const refused = await refusedTooMany(request, 'enter')
    if (refused) return refused
    const member = await currentMember()
    if (!member) return problem(401, 'signed-out', 'You are signed out. Sign in again.')
    const id = await beginPairing(member.account)
    return json({ id, url: `${readPortalEnv().origin}/link#${id}` })
  })
}
