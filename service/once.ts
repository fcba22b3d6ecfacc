import type { Database, Transaction } from './database/open-database.ts'
import type { DataVault } from './keys/data-vault.ts'
import { RefusedRequest } from './refused-request.ts'

/** An answer as it goes out, byte by byte. */
export type Answered = { status: number; body: string }

/** Where answers are kept, and whose they are. */
export type OncePlace = { database: Database; vault: DataVault; brandId: number }

export type OnceAsked = {
  /** Of the brand's tills the Idempotency-Key alone; others put before it who they are, and a blank, which no key has. */
  key: string
  /** What was asked: method, path and the body's bytes. */
  asked: Uint8Array
  work: (sql: Transaction) => Promise<Answered>
  /** A refusal as it goes out. */
  refused: (error: RefusedRequest) => Promise<Answered>
}

/**
 * Does something once per key and gives everybody who asks with the same key the same answer. Work and answer are written in one
 * transaction: after a crash either both are there or neither.
 */
export async function once({ database, vault, brandId }: OncePlace, once: OnceAsked): Promise<Answered> {
  const { key, asked, work, refused } = once
  const digest = vault.digest(brandId, asked)
  const context = answerContext(key)
  return database.begin(async (sql) => {
    const [lock] = await sql`
      select pg_try_advisory_xact_lock(hashtextextended(${`till ${brandId} ${key}`}, 0)) as held`
    if (lock?.['held'] !== true) throw stillRunning()
    const known = await readAnswer(sql, vault, { brandId, key, digest })
    if (known) return known
    const answer = await sql.savepoint(work).catch((error: unknown) => {
      if (isForGood(error)) return refused(error)
      throw error
    })
    const body = vault.seal(brandId, context, Buffer.from(answer.body))
    await sql`
      insert into till_answers (brand_id, key, digest, status, body)
      values (${brandId}, ${key}, ${digest}, ${answer.status}, ${body})`
    return answer
  }) as Promise<Answered>
}

/** What was answered to this key before. Throws where something else was asked. */
export function findAnswer(
  { database, vault, brandId }: OncePlace,
  { key, asked }: Pick<OnceAsked, 'key' | 'asked'>,
): Promise<Answered | undefined> {
  return readAnswer(database, vault, { brandId, key, digest: vault.digest(brandId, asked) })
}

/** Whether asking again with the same key is bound to be refused again. What is too early, or failed here, is not kept. */
export const isForGood = (error: unknown): error is RefusedRequest =>
  error instanceof RefusedRequest && error.status < 500 && error.retryAfterSeconds === undefined

async function readAnswer(
  sql: Database | Transaction,
  vault: DataVault,
  { brandId, key, digest }: { brandId: number; key: string; digest: string },
): Promise<Answered | undefined> {
  const [known] = await sql<{ digest: string; status: number; body: Uint8Array }[]>`
    select digest, status, body from till_answers where brand_id = ${brandId} and key = ${key}`
  if (known && known.digest !== digest) throw keyReused()
  return known && { status: known.status, body: vault.open(brandId, answerContext(key), known.body).toString('utf8') }
}

/** Where an answer belongs: sealed along. */
export const answerContext = (key: string): string => JSON.stringify(['till answer', key])

const stillRunning = (): RefusedRequest =>
  new RefusedRequest('StillRunning', {
    status: 409,
    sentence: 'The first request of this key is still at work. Ask again in a moment, with the same key.',
    retryAfterSeconds: 1,
  })

const keyReused = (): RefusedRequest =>
  new RefusedRequest('KeyReused', {
    status: 422,
    sentence: 'This Idempotency-Key was used for something else. Make a new key for each new thing.',
  })
