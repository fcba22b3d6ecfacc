import { z } from 'zod'
import { type Operation, isOperation } from '../../../graphql/operations.ts'
import { answer, json } from '../../../server/answer.ts'
import { askIndexer } from '../../../server/indexer.ts'
import { refusedTooMany } from '../../../server/rate-limit.ts'
import { readJson } from '../../../server/read-json.ts'

/** Lists come whole, however long: nobody asks for those of everybody at once. A claim link names at most 20 addresses. */
const MOST_NAMED = 50
const hasShortLists = (variables: Record<string, unknown>): boolean =>
  Object.values(variables).every((value) => !Array.isArray(value) || value.length <= MOST_NAMED)

const question = z.object({
  operation: z.custom<Operation>(isOperation),
  variables: z.record(z.string(), z.unknown()).refine(hasShortLists).default({}),
})

export async function POST(request: Request): Promise<Response> {
  return await answer('ask the indexer', async () => {
    const refused = await refusedTooMany(request, 'ask')
    if (refused) return refused
    const body = await readJson(request, question)
    if (body instanceof Response) return body
    return json(await askIndexer(body.operation, body.variables))
  })
}
