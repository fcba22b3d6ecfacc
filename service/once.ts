import type { Database, Transaction } from './database/open-database.ts'
import type { DataVault } from './keys/data-vault.ts'
import type { MasterKeys } from './keys/master-keys.ts'
import { openForMember, sealForMember } from './keys/member-key.ts'
import { findMemberKey, makeMemberKey } from './people/member-keys.ts'
import { RefusedRequest } from './refused-request.ts'

/** An answer as it goes out, byte by byte; `subject` is whose it is where it tells of a person. */
export type Answered = { status: number; body: string; subject?: string | undefined }

/** Where answers are kept, and whose they are. */
export type OncePlace = {
  database: Database
  vault: DataVault
  brandId: number
  /** Under which the keys of those lie whom answers tell of. */
  masters: MasterKeys
}

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
export async function once(place: OncePlace, once: OnceAsked): Promise<Answered> {
  const { database, vault, brandId } = place
  const { key, asked, work, refused } = once
  const digest = vault.digest(brandId, asked)
  return database.begin(async (sql) => {
    const [lock] = await sql`
      select pg_try_advisory_xact_lock(hashtextextended(${`till ${brandId} ${key}`}, 0)) as held`
    if (lock?.['held'] !== true) throw stillRunning()
    const known = await readAnswer(sql, place, { key, digest })
    if (known) return known
    const answer = await sql.savepoint(work).catch((error: unknown) => {
      if (isForGood(error)) return refused(error)
      throw error
    })
    const body = await sealAnswer(sql, place, key, answer)
    await sql`
      insert into till_answers (brand_id, key, digest, status, body, subject)
      values (${brandId}, ${key}, ${digest}, ${answer.status}, ${body}, ${answer.subject ?? null})`
    return answer
  }) as Promise<Answered>
}

/** What was answered to this key before. Throws where something else was asked. */
export function findAnswer(
  place: OncePlace,
  { key, asked }: Pick<OnceAsked, 'key' | 'asked'>,
): Promise<Answered | undefined> {
  const { database, vault, brandId } = place
  return readAnswer(database, place, { key, digest: vault.digest(brandId, asked) })
}

/** Whether asking again with the same key is bound to be refused again. What is too early, or failed here, is not kept. */
export const isForGood = (error: unknown): error is RefusedRequest =>
  error instanceof RefusedRequest && error.status < 500 && error.retryAfterSeconds === undefined

/** What tells of a person is sealed with that person's own key: erased with it. */
async function sealAnswer(
  sql: Transaction,
  { vault, masters, brandId }: OncePlace,
  key: string,
  { body, subject }: Answered,
): Promise<Buffer> {
  const plain = Buffer.from(body)
  if (subject === undefined) return vault.seal(brandId, answerContext(key), plain)
  return sealForMember(await makeMemberKey(sql, masters, { brandId, subject }), answerContext(key), plain)
}

type Kept = { digest: string; status: number; body: Buffer | null; subject: string | null }

async function readAnswer(
  sql: Database | Transaction,
  place: OncePlace,
  { key, digest }: { key: string; digest: string },
): Promise<Answered | undefined> {
  const [known] = await sql<Kept[]>`
    select digest, status, body, subject from till_answers where brand_id = ${place.brandId} and key = ${key}`
  if (!known) return undefined
  if (known.digest !== digest) throw keyReused()
  const body = await openAnswer(sql, place, key, known)
  return { status: known.status, body: body.toString('utf8') }
}

async function openAnswer(
  sql: Database | Transaction,
  { vault, masters, brandId }: OncePlace,
  key: string,
  { body, subject }: Kept,
): Promise<Buffer> {
  if (body === null) throw answerErased()
  if (subject === null) return vault.open(brandId, answerContext(key), body)
  const own = await findMemberKey(sql, masters, { brandId, subject })
  if (!own) throw answerErased()
  return openForMember(own, answerContext(key), body)
}

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

const answerErased = (): RefusedRequest =>
  new RefusedRequest('AnswerErased', {
    status: 410,
    sentence: 'This was done, and whom it was about has been erased since. Make a new key for each new thing.',
  })
