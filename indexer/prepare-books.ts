import type { PublicClient } from 'viem'
import { type Books, SCHEMA } from './books.ts'
import { chainForgot } from './chain-forgot.ts'
import { mendTokens } from './mend-tokens.ts'

/** Drops what belongs to another chain or to other code, and frees what a killed run left locked. */
export async function prepareBooks(
  sql: Books,
  { chain, identity }: { chain: PublicClient; identity: string },
): Promise<void> {
  const [known] = await sql<{ identity: string | null }[]>`
    select obj_description(oid) as identity from pg_namespace where nspname = ${SCHEMA}`
  const why = known && (await whyAnew(sql, chain, known.identity === identity))
  if (why) {
    process.stdout.write(`Reading the chain from the hub's first block on: ${why}.\n`)
    await sql.unsafe(`drop schema if exists ${SCHEMA}, ponder_sync cascade`)
  }
  await sql.unsafe(`create schema if not exists ${SCHEMA}`)
  await sql.unsafe(`comment on schema ${SCHEMA} is '${identity}'`)
  await mendTokens(sql)
  // Ponder takes a run for alive until its last sign of life is 25 s old; our own lock says at once that it is not.
  const [meta] = await sql<{ found: string | null }[]>`select to_regclass(${`${SCHEMA}._ponder_meta`}) as found`
  if (meta?.found) {
    await sql.unsafe(`update ${SCHEMA}._ponder_meta set value = jsonb_set(value, '{is_locked}', '0')`)
  }
}

async function whyAnew(sql: Books, chain: PublicClient, isSame: boolean): Promise<string | undefined> {
  if (!isSame) return 'what was read is of another chain, other contracts or other code'
  if (await chainForgot(sql, chain)) return 'the chain has gone back behind what was final'
  return undefined
}
