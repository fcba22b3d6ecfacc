import { z } from 'zod'
import { type Operation, isOperation } from '../../../graphql/operations.ts'
import { answer, json } from '../../../server/answer.ts'
import { askIndexer } from '../../../server/indexer.ts'
import { refusedTooMany } from '../../../server/rate-limit.ts'
import { readJson } from '../../../server/read-json.ts'

const question = z.object({
  operation: z.custom<Operation>(isOperation),
  variables: z.record(z.string(), z.unknown()).default({}),
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
