import { getChainTime } from '../../../../chain/actions/getChainTime.ts'
import { answer, json } from '../../../server/answer.ts'
import { currentChain } from '../../../server/network.ts'
import { refusedTooMany } from '../../../server/rate-limit.ts'

export const dynamic = 'force-dynamic'

/** The chain's clock, in seconds: deadlines are measured by it. */
export async function GET(request: Request): Promise<Response> {
  return await answer('read the time of the chain', async () => {
    const refused = await refusedTooMany(request, 'ask')
    if (refused) return refused
    const { now } = await getChainTime(await currentChain())
    return json({ now: String(now) })
  })
}
