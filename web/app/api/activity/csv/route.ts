import { z } from 'zod'
import { csvHead, csvLine } from '../../../../features/history/movements-csv.ts'
import { isMovementGroup, type MovementGroup } from '../../../../features/history/movement-groups.ts'
import { movementPages } from '../../../../server/all-movements.ts'
import { answer } from '../../../../server/answer.ts'
import { namesOfNetwork } from '../../../../server/names-of-network.ts'
import { problem } from '../../../../server/problem.ts'
import { refusedTooMany } from '../../../../server/rate-limit.ts'
import { currentMember } from '../../../../server/session.ts'

export const dynamic = 'force-dynamic'

const wish = z.object({
  group: z.custom<MovementGroup>((value) => typeof value === 'string' && isMovementGroup(value)).optional(),
  brand: z.coerce.number().int().positive().optional(),
  year: z.coerce.number().int().min(1970).max(9999).optional(),
})

/** The member's movements as a file, written while they are read. */
export async function GET(request: Request): Promise<Response> {
  return await answer('write the download', async () => {
    const refused = await refusedTooMany(request, 'ask')
    if (refused) return refused
    const member = await currentMember()
    if (!member) return problem(401, 'signed-out', 'You are signed out. Sign in again.')
    const parsed = wish.safeParse(Object.fromEntries(new URL(request.url).searchParams))
    if (!parsed.success) return problem(400, 'bad-request', 'The download cannot be made for this choice.')
    const { group, brand: brandId, year } = parsed.data
    const names = await namesOfNetwork()
    const pages = movementPages(member.account, { group, brandId, year })
    const encoder = new TextEncoder()
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(encoder.encode(csvHead)),
      pull: async (controller) => {
        const { value, done } = await pages.next()
        if (done === true) controller.close()
        else controller.enqueue(encoder.encode(value.map((row) => csvLine(row, names)).join('')))
      },
    })
    const name = ['openpoints', group, year].filter((part) => part !== undefined).join('-')
    const headers = {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
      'cache-control': 'no-store',
    }
    return new Response(body, { headers })
  })
}
