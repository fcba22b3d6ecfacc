import { answer, json } from '../../../../server/answer.ts'
import { giveChallenge } from '../../../../server/challenge.ts'
import { refusedTooMany } from '../../../../server/rate-limit.ts'

export async function POST(request: Request): Promise<Response> {
  return await answer('begin signing in', async () => {
    return (await refusedTooMany(request, 'enter')) ?? json({ challenge: await giveChallenge() })
  })
}
