import { devicesOf } from '../../../server/account-devices.ts'
import { readAccount } from '../../../server/account-state.ts'
import { answer, json } from '../../../server/answer.ts'
import { problem } from '../../../server/problem.ts'
import { currentMember } from '../../../server/session.ts'

export const dynamic = 'force-dynamic'

/** Who signs for the signed-in member's account. */
export async function GET(): Promise<Response> {
  return await answer('read the account', async () => {
    const member = await currentMember()
    if (!member) return problem(401, 'signed-out', 'You are signed out. Sign in again.')
    const state = member.kind === 'passkey' ? await readAccount(member.account) : undefined
    return json({ made: state !== undefined, ...devicesOf(state), state: state ?? null })
  })
}
