import { answer, json } from '../../../../../server/answer.ts'
import { problem } from '../../../../../server/problem.ts'
import { purchasesOf } from '../../../../../server/purchases.ts'
import { clientIp, refusedTooMany } from '../../../../../server/rate-limit.ts'
import { readReceipt } from '../../../../../server/receipts.ts'
import { currentMember } from '../../../../../server/session.ts'

export const dynamic = 'force-dynamic'

/** The purchases behind a credit with their proofs; with `?reference=` one of them as a file. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return await answer('read the purchases', async () => {
    const refused = await refusedTooMany(request, 'ask')
    if (refused) return refused
    const member = await currentMember()
    if (!member) return problem(401, 'signed-out', 'You are signed out. Sign in again.')
    const receipt = await readReceipt(member, (await params).id)
    const purchases = receipt ? await purchasesOf(receipt, clientIp(request)) : []
    const reference = new URL(request.url).searchParams.get('reference')
    if (reference === null) return json(purchases)
    const one = purchases.find(({ purchase }) => purchase.reference === reference)
    if (!one) return problem(404, 'no-proof', 'There is no proof of a purchase under this name.')
    const headers = { 'content-disposition': `attachment; filename="receipt-${reference.slice(2, 10)}.json"` }
    return json(one, { headers })
  })
}
