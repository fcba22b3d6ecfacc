import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { z } from 'zod'
import type { Transaction } from '../database/open-database.ts'
import { findAnswer, isForGood, type OncePlace, once } from '../once.ts'
import { AboutPerson } from '../people/about-person.ts'
import type { RefusedRequest } from '../refused-request.ts'
import { problemOf, problemResponse } from './problem.ts'
import { readPosted } from './till-door.ts'

export type PostedOnce<schema extends z.ZodType> = {
  /** Whose Idempotency-Key it is, where not the brand's tills'. */
  scope?: string
  schema: schema
  status: 200 | 201
  /** Outside the transaction, before it: harmless when repeated. What it refuses is kept, too. */
  before?: ((body: z.output<schema>) => Promise<void>) | undefined
  work: (sql: Transaction, body: z.output<schema>) => Promise<unknown>
}

/** Does a POST once per Idempotency-Key; whoever asks again is answered the same, byte by byte. */
export async function answerOnce<schema extends z.ZodType>(
  context: Context,
  place: OncePlace,
  { scope, schema, status, before, work }: PostedOnce<schema>,
): Promise<Response> {
  const { body, key: given, asked } = await readPosted(context, schema)
  const key = scope === undefined ? given : `${scope} ${given}`
  const known = before && (await findAnswer(place, { key, asked }))
  const refusal = before && !known ? await before(body).then(() => undefined, keepRefusal) : undefined
  const answer = await once(place, {
    ...{ key, asked },
    work: async (sql) => {
      if (refusal) throw refusal
      const done = await work(sql, body)
      if (!(done instanceof AboutPerson)) return { status, body: JSON.stringify(done) }
      return { status, body: JSON.stringify(done.answer), subject: done.subject }
    },
    refused: async (error) => {
      const response = problemResponse(context, problemOf(error))
      return { status: response.status, body: await response.text() }
    },
  })
  const type = answer.status < 400 ? 'application/json' : 'application/problem+json'
  const headers = { 'content-type': type, 'cache-control': 'no-store' }
  return context.body(answer.body, answer.status as ContentfulStatusCode, headers)
}

function keepRefusal(error: unknown): RefusedRequest {
  if (isForGood(error)) return error
  throw error
}
