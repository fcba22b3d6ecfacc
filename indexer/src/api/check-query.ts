import { type DocumentNode, GraphQLError, parse } from 'graphql'
import { createMiddleware } from 'hono/factory'
import { z } from 'zod'
import { limits } from './limits.ts'
import { tooMuchOf } from './measure-query.ts'
import { refuse } from './refuse.ts'

const request = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
})

/** Refuses what asks for too much before anything is looked up. */
export const checkQuery = createMiddleware(async (c, next) => {
  const sent: unknown = await c.req.raw
    .clone()
    .json()
    .catch(() => undefined)
  const body = request.safeParse(sent)
  if (!body.success) return refuse(400, 'Not a GraphQL request', 'Send {"query": "…", "variables": {…}} as JSON.')
  const document = parseQuery(body.data.query)
  if (document instanceof GraphQLError) return refuse(400, 'Not a GraphQL query', document.message)
  const tooMuch = tooMuchOf(document, body.data.variables ?? {})
  if (tooMuch !== undefined) return refuse(400, 'Too much asked for', tooMuch)
  await next()
})

function parseQuery(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query, { maxTokens: limits.tokens })
  } catch (error) {
    if (error instanceof GraphQLError) return error
    throw error
  }
}
