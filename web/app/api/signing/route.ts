import { getNonces } from '../../../../chain/actions/getNonces.ts'
import { getChainTime } from '../../../../chain/actions/getChainTime.ts'
import { answer, json } from '../../../server/answer.ts'
import { openNonces } from '../../../server/open-nonces.ts'
import { currentChain } from '../../../server/network.ts'
import { problem } from '../../../server/problem.ts'
import { currentMember } from '../../../server/session.ts'

export const dynamic = 'force-dynamic'

/** What an intent of the signed-in member needs before it can be signed: chain time and the nonces that are spoken for. */
export async function GET(): Promise<Response> {
  return await answer('prepare a signature', async () => {
    const member = await currentMember()
    if (!member) return problem(401, 'signed-out', 'You are signed out. Sign in again.')
    const chain = await currentChain()
    const [{ base, window }, { now }, open] = await Promise.all([
      getNonces(chain, { member: member.account }),
      getChainTime(chain),
      openNonces(member.account),
    ])
    return json({ now: String(now), base: String(base), window: String(window), open })
  })
}
