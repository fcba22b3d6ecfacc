import { headers } from 'next/headers'
import { z } from 'zod'
import { answer, json } from '../../../../server/answer.ts'
import { answerPairing, readPairing } from '../../../../server/pairings.ts'
import { problem } from '../../../../server/problem.ts'
import { refusedTooMany } from '../../../../server/rate-limit.ts'
import { readJson } from '../../../../server/read-json.ts'
import { currentMember } from '../../../../server/session.ts'
import { hex32 } from '../../../../server/shapes.ts'

export const dynamic = 'force-dynamic'

type Context = { params: Promise<{ id: string }> }

const key = z.object({ x: hex32, y: hex32 })
const over = (): Response =>
  problem(410, 'pairing-over', 'This link is over or used already. Make a new one on your other device.')

/** Whether the other device has answered: for the member who waits. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  return await answer('look for the other device', async () => {
    const refused = await refusedTooMany(request, 'ask')
    if (refused) return refused
    const member = await currentMember()
    if (!member) return problem(401, 'signed-out', 'You are signed out. Sign in again.')
    const id = z.uuid().safeParse((await params).id)
    const pairing = id.success ? await readPairing(id.data, member.account) : undefined
    return pairing ? json(pairing) : over()
  })
}

/** The other device shows its key; whoever has the link may, once. */
export async function PUT(request: Request, { params }: Context): Promise<Response> {
  return await answer('take the key of a device', async () => {
    const refused = await refusedTooMany(request, 'enter')
    if (refused) return refused
    const id = z.uuid().safeParse((await params).id)
    if (!id.success) return over()
    const body = await readJson(request, key)
    if (body instanceof Response) return body
    const device = (await headers()).get('user-agent') ?? ''
    return (await answerPairing(id.data, { ...body, device })) ? json({ done: true }) : over()
  })
}
