import { answer } from '../../../../server/answer.ts'
import { currentNetwork } from '../../../../server/network.ts'
import { readPayCode } from '../../../../server/pay-code.ts'
import { problem } from '../../../../server/problem.ts'
import { refusedTooMany } from '../../../../server/rate-limit.ts'

export const dynamic = 'force-dynamic'

/** What a till reads from the code a member shows it: the account, while the code is fresh. */
export async function GET(request: Request, { params }: { params: Promise<{ code: string }> }): Promise<Response> {
  return await answer('look a code up', async () => {
    const refused = await refusedTooMany(request, 'ask')
    if (refused) return refused
    const found = await readPayCode((await params).code)
    if (!found) return problem(410, 'code-over', 'This code is over. Ask the member to show a new one.')
    const { chainId, hub } = await currentNetwork()
    const { account, until } = found
    // A till's page may stand anywhere, and the code itself is the right to read this.
    const headers = { 'cache-control': 'no-store', 'access-control-allow-origin': '*' }
    return Response.json({ account, until: new Date(until * 1000).toISOString(), chainId, hub }, { headers })
  })
}
