import { readAccount } from '../../../../server/account-state.ts'
import { answer, json } from '../../../../server/answer.ts'
import { problem } from '../../../../server/problem.ts'
import { refusedTooMany } from '../../../../server/rate-limit.ts'
import { address } from '../../../../server/shapes.ts'

export const dynamic = 'force-dynamic'

/** Who may ask for an account, as the chain tells everybody. */
export async function GET(request: Request, { params }: { params: Promise<{ account: string }> }): Promise<Response> {
  return await answer('read the recovery', async () => {
    const refused = await refusedTooMany(request, 'ask')
    if (refused) return refused
    const account = address.safeParse((await params).account)
    if (!account.success) return problem(400, 'bad-request', 'That is not an address.')
    const state = await readAccount(account.data)
    return state ? json(state.recovery) : problem(404, 'no-account', 'There is no passkey account at this address.')
  })
}
