import { answer, json } from '../../../server/answer.ts'
import { currentMember, endSession } from '../../../server/session.ts'

export const dynamic = 'force-dynamic'

/** Who is signed in here; null where nobody is. */
export async function GET(): Promise<Response> {
  return await answer('read the session', async () => {
    const member = await currentMember()
    return json(member ?? null)
  })
}

export async function DELETE(): Promise<Response> {
  return await answer('end the session', async () => {
    await endSession()
    return json({ done: true })
  })
}
