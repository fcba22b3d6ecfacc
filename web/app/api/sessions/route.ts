import { answer, json } from '../../../server/answer.ts'
import { problem } from '../../../server/problem.ts'
import { currentMember, endSession } from '../../../server/session.ts'
import { openSessions, revokeSessions } from '../../../server/sessions.ts'
import { removeSubscriptions } from '../../../server/subscriptions.ts'

export const dynamic = 'force-dynamic'

const signedOut = (): Response => problem(401, 'signed-out', 'You are signed out. Sign in again.')

/** Browsers that are signed in to the member's account. */
export async function GET(): Promise<Response> {
  return await answer('list the sessions', async () => {
    const member = await currentMember()
    if (!member) return signedOut()
    const sessions = await openSessions(member.account)
    return json(sessions.map((session) => ({ ...session, current: session.id === member.sessionId })))
  })
}

/** Ends all of them, this one too. */
export async function DELETE(): Promise<Response> {
  return await answer('sign out everywhere', async () => {
    const member = await currentMember()
    if (!member) return signedOut()
    await revokeSessions(member.account)
    await removeSubscriptions({ account: member.account })
    await endSession()
    return json({ done: true })
  })
}
