import { z } from 'zod'
import { answer, json } from '../../../../server/answer.ts'
import { problem } from '../../../../server/problem.ts'
import { currentMember } from '../../../../server/session.ts'
import { revokeSessions } from '../../../../server/sessions.ts'

/** Ends one of the member's sessions. */
export async function DELETE(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return await answer('end a session', async () => {
    const member = await currentMember()
    if (!member) return problem(401, 'signed-out', 'You are signed out. Sign in again.')
    const id = z.uuid().safeParse((await params).id)
    if (!id.success) return problem(404, 'no-session', 'There is no such session.')
    await revokeSessions(member.account, id.data)
    return json({ done: true })
  })
}
