import { z } from 'zod'
import { donatePoints } from '../../../../chain/actions/donatePoints.ts'
import { getBrand } from '../../../../chain/actions/getBrand.ts'
import { getChainTime } from '../../../../chain/actions/getChainTime.ts'
import { getQuoteValue } from '../../../../chain/actions/getQuoteValue.ts'
import { answer, json } from '../../../server/answer.ts'
import { currentChain } from '../../../server/network.ts'
import { problem } from '../../../server/problem.ts'
import { refusedTooMany } from '../../../server/rate-limit.ts'
import { readJson } from '../../../server/read-json.ts'
import { type RefusalNote, refusalOf, toRefusal } from '../../../server/refusal-of.ts'
import { currentMember } from '../../../server/session.ts'
import { amount } from '../../../server/shapes.ts'

const id = z.number().int().positive()
const shape = z.object({ brandId: id, causeId: id, points: amount })

/** What a cause would get for points now; amounts as decimal strings. */
export interface DonationQuote {
  points: string
  value: string
  /** At the full rate, in µ: more than `value` where the reserve is short. */
  par: string
  rate: string
  refusal?: RefusalNote
}

export async function POST(request: Request): Promise<Response> {
  return await answer('ask what a donation is worth', async () => {
    const refused = await refusedTooMany(request, 'ask')
    if (refused) return refused
    const member = await currentMember()
    if (!member) return problem(401, 'signed-out', 'You are signed out. Sign in again.')
    const body = await readJson(request, shape)
    if (body instanceof Response) return body
    const { brandId, causeId, points } = body
    const chain = await currentChain()
    const [{ now }, { terms }] = await Promise.all([getChainTime(chain), getBrand(chain, { brandId })])
    const base = { points: String(points), rate: String(terms.rate), par: String((points * terms.rate) / 1000n) }
    try {
      const value = await getQuoteValue(chain, { brandId, points, member: member.account })
      const call = donatePoints(chain, { brandId, causeId, points, minValue: value, deadline: now + 300n })
      const refusal = await refusalOf(chain, call, member.account)
      return json({ ...base, value: String(value), ...(refusal ? { refusal } : {}) })
    } catch (error) {
      return json({ ...base, value: '0', refusal: toRefusal(error) })
    }
  })
}
