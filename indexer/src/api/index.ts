import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { graphql } from 'ponder'
import { db } from 'ponder:api'
import schema from 'ponder:schema'
import { checkQuery } from './check-query.ts'
import { limits } from './limits.ts'
import { refuse } from './refuse.ts'

const app = new Hono()

/** Ponder's own fence behind ours. */
const operation = {
  maxOperationTokens: limits.tokens,
  maxOperationDepth: limits.depth,
  maxOperationAliases: limits.aliases,
}

const tooLarge = bodyLimit({
  maxSize: limits.requestBytes,
  onError: () => refuse(413, 'Request too large', `A request has at most ${limits.requestBytes} bytes.`),
})

app.post('/graphql', tooLarge, checkQuery, graphql({ db, schema }, operation))
app.all('/graphql', (c) => {
  const detail = 'Send the query as JSON by POST: {"query": "…", "variables": {…}}.'
  return c.req.method === 'OPTIONS' ? c.body(null, 204) : refuse(405, 'Only POST', detail, { allow: 'POST' })
})

export default app
