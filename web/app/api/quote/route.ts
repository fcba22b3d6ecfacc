import { z } from 'zod'
import { answer, json } from '../../../server/answer.ts'
import { currentChain } from '../../../server/network.ts'
import { problem } from '../../../server/problem.ts'
import { quoteSwap } from '../../../server/quote-swap.ts'
import { refusedTooMany } from '../../../server/rate-limit.ts'
import { readJson } from '../../../server/read-json.ts'
import { currentMember } from '../../../server/session.ts'
import { amount } from '../../../server/shapes.ts'

const brandId = z.number().int().positive()
const shape = z
  .object({ fromBrandId: brandId, toBrandId: brandId, points: amount.optional(), pointsOut: amount.optional() })
  .refine(({ points, pointsOut }) => (points === undefined) !== (pointsOut === undefined))

/** What a swap gives the signed-in member now. */
export async function POST(request: Request): Promise<Response> {
  return await answer('ask for a quote', async () => {
    const refused = await refusedTooMany(request, 'ask')
    if (refused) return refused
    const member = await currentMember()
    if (!member) return problem(401, 'signed-out', 'You are signed out. Sign in again.')
    const body = await readJson(request, shape)
    if (body instanceof Response) return body
    const { fromBrandId, toBrandId, points, pointsOut } = body
    const sides = { ...(points === undefined ? {} : { points }), ...(pointsOut === undefined ? {} : { pointsOut }) }
    return json(await quoteSwap(await currentChain(), { member: member.account, fromBrandId, toBrandId, ...sides }))
  })
}
