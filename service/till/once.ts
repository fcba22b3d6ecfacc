import type { Transaction } from '../database/open-database.ts'
import type { DataVault } from '../keys/data-vault.ts'
import type { Device } from './device.ts'
import type { Sql } from './find-member.ts'
import type { TillDesk } from './till-desk.ts'
import { TillError } from './till-error.ts'

/** An answer as it goes out, byte by byte. */
export type Answered = { status: number; body: string }

export type OnceAsked = {
  key: string
  /** What was asked: method, path and the body's bytes. */
  asked: Uint8Array
  work: (sql: Transaction) => Promise<Answered>
  /** A refusal as it goes out. */
  refused: (error: TillError) => Promise<Answered>
}

/**
 * Does something once per key and gives everybody who asks with the same key the same answer. Work and answer are written in one
 * transaction: after a crash either both are there or neither.
 */
export async function once({ database, vault }: TillDesk, device: Device, once: OnceAsked): Promise<Answered> {
  const { brandId } = device
  const { key, asked, work, refused } = once
  const digest = vault.digest(brandId, asked)
  const context = contextOf(key)
  return database.begin(async (sql) => {
    const [lock] = await sql`
      select pg_try_advisory_xact_lock(hashtextextended(${`till ${brandId} ${key}`}, 0)) as held`
    if (lock?.['held'] !== true) throw stillRunning()
    const known = await readAnswer(sql, vault, { brandId, key, digest })
    if (known) return known
    const answer = await sql.savepoint(work).catch((error: unknown) => {
      if (error instanceof TillError) return refused(error)
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
  { database, vault }: TillDesk,
  { brandId }: Device,
  { key, asked }: Pick<OnceAsked, 'key' | 'asked'>,
): Promise<Answered | undefined> {
  return readAnswer(database, vault, { brandId, key, digest: vault.digest(brandId, asked) })
}

async function readAnswer(
  sql: Sql,
  vault: DataVault,
  { brandId, key, digest }: { brandId: number; key: string; digest: string },
): Promise<Answered | undefined> {
  const [known] = await sql<{ digest: string; status: number; body: Uint8Array }[]>`
    select digest, status, body from till_answers where brand_id = ${brandId} and key = ${key}`
  if (known && known.digest !== digest) throw keyReused()
  return known && { status: known.status, body: vault.open(brandId, contextOf(key), known.body).toString('utf8') }
}

const contextOf = (key: string): string => JSON.stringify(['till answer', key])

const stillRunning = (): TillError =>
  new TillError('StillRunning', {
    status: 409,
    sentence: 'The first request of this key is still at work. Ask again in a moment, with the same key.',
    retryAfterSeconds: 1,
  })

const keyReused = (): TillError =>
  new TillError('KeyReused', {
    status: 422,
    sentence: 'This Idempotency-Key was used for something else. Make a new key for each new thing.',
  })
