import { z } from 'zod'
import { getChainTime } from '../../../../chain/actions/getChainTime.ts'
import { getQuoteValue } from '../../../../chain/actions/getQuoteValue.ts'
import { payWithPoints } from '../../../../chain/actions/payWithPoints.ts'
import { orderReferenceOf } from '../../../../chain/codec/order-reference.ts'
import { answer, json } from '../../../server/answer.ts'
import { currentChain } from '../../../server/network.ts'
import { problem } from '../../../server/problem.ts'
import { refusedTooMany } from '../../../server/rate-limit.ts'
import { readJson } from '../../../server/read-json.ts'
import { type RefusalNote, refusalOf, toRefusal } from '../../../server/refusal-of.ts'
import { currentMember } from '../../../server/session.ts'
import { amount } from '../../../server/shapes.ts'

const id = z.number().int().positive()
const shape = z.object({
  brandId: id,
  order: z.string().min(1).max(80),
  due: amount,
  legs: z
    .array(z.object({ brandId: id, points: amount }))
    .min(1)
    .max(8),
})

/** What the legs of a payment are worth on chain now, in µ, and whether it would go through. */
export interface PayQuote {
  value: string
  refusal?: RefusalNote
}

export async function POST(request: Request): Promise<Response> {
  return await answer('ask what a payment is worth', async () => {
    const refused = await refusedTooMany(request, 'ask')
    if (refused) return refused
    const member = await currentMember()
    if (!member) return problem(401, 'signed-out', 'You are signed out. Sign in again.')
    const body = await readJson(request, shape)
    if (body instanceof Response) return body
    const { brandId, order, due, legs } = body
    const chain = await currentChain()
    try {
      const { now } = await getChainTime(chain)
      const values = await Promise.all(legs.map((leg) => getQuoteValue(chain, { ...leg, member: member.account })))
      const value = values.reduce((sum, one) => sum + one, 0n)
      const orderReference = orderReferenceOf(order)
      const call = payWithPoints(chain, { brandId, orderReference, legs, minValue: due, deadline: now + 300n })
      const refusal = await refusalOf(chain, call, member.account)
      return json({ value: String(value), ...(refusal ? { refusal } : {}) } satisfies PayQuote)
    } catch (error) {
      return json({ value: '0', refusal: toRefusal(error) } satisfies PayQuote)
    }
  })
}
