import { z } from 'zod'
import { answer } from '../../../server/answer.ts'
import { currentNetwork } from '../../../server/network.ts'
import { problem } from '../../../server/problem.ts'
import { refusedTooMany } from '../../../server/rate-limit.ts'
import { readJson } from '../../../server/read-json.ts'
import { rpcMethods } from '../../../server/rpc-methods.ts'

const call = z.object({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.number(), z.string()]),
  method: z.string().max(60),
  params: z.array(z.unknown()).max(4).default([]),
})
const calls = z.union([call, z.array(call).min(1).max(20)])

export async function POST(request: Request): Promise<Response> {
  return await answer('ask the chain', async () => {
    const refused = await refusedTooMany(request, 'ask')
    if (refused) return refused
    const body = await readJson(request, calls)
    if (body instanceof Response) return body
    const asked = [body].flat()
    const refusedMore = asked.length > 1 ? await refusedTooMany(request, 'ask', asked.length - 1) : undefined
    if (refusedMore) return refusedMore
    const strange = asked.find(({ method }) => !rpcMethods.has(method))
    if (strange)
      return problem(403, 'method-not-allowed', `The portal does not pass ${strange.method} on to the chain.`)
    const { rpcUrl } = await currentNetwork()
    const response = await fetch(rpcUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      cache: 'no-store',
      signal: AbortSignal.timeout(10_000),
    })
    const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' }
    return new Response(response.body, { status: response.status, headers })
  })
}
