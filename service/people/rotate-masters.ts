import type { Database, Transaction } from '../database/open-database.ts'
import type { MasterKeys } from '../keys/master-keys.ts'
import { wrapMemberKey } from '../keys/member-key.ts'
import { unwrap, wrapContext, type WrappedKey } from './member-keys.ts'

export type Rotation = {
  /** The version in use from now on. */
  version: number
  /** Whether an earlier rotation was finished instead of a new one begun. */
  resumed: boolean
  /** Members' keys that were wrapped anew. */
  rewrapped: number
  /** Versions whose files are gone. */
  destroyed: number[]
}

export type RotateOptions = {
  /** Keys wrapped anew in one transaction. */
  batch?: number
  /** Told at every point a crash must not matter. */
  checkpoint?: ((point: string) => Promise<void> | void) | undefined
}

const BATCH = 500
const ROTATION_LOCK = 7_016_946

/**
 * Makes a new master key and wraps every member's key with it; the old master is destroyed once nothing uses it. A rotation
 * that was cut off is finished first, and then none is begun: run it again for a new version.
 */
export async function rotateMasters(
  database: Database,
  masters: MasterKeys,
  { batch = BATCH, checkpoint }: RotateOptions = {},
): Promise<Rotation> {
  const { version, resumed } = await database.begin((sql) => beginRotation(sql, masters))
  await checkpoint?.('begun')
  let rewrapped = 0
  for (;;) {
    const count = await database.begin((sql) => rewrap(sql, masters, { version, batch }))
    rewrapped += count
    await checkpoint?.('rewrapped')
    if (count === 0) break
  }
  const destroyed = await destroyUnused(database, masters, checkpoint)
  return { version, resumed, rewrapped, destroyed }
}

/** Waits for everybody who is wrapping a key with the old version: after this nobody does. */
async function beginRotation(sql: Transaction, masters: MasterKeys): Promise<{ version: number; resumed: boolean }> {
  await sql`select pg_advisory_xact_lock(${ROTATION_LOCK})`
  const { version } = await masters.current(sql)
  const [unfinished] = await sql`select 1 from master_keys where status = 'retiring' limit 1`
  if (unfinished) return { version, resumed: true }
  await sql`update master_keys set status = 'retiring' where status = 'current'`
  await masters.make(sql, version + 1)
  return { version: version + 1, resumed: false }
}

type KeyRow = WrappedKey & { brandId: bigint; subject: string }

async function rewrap(
  sql: Transaction,
  masters: MasterKeys,
  { version, batch }: { version: number; batch: number },
): Promise<number> {
  const rows = await sql<KeyRow[]>`
    select brand_id as "brandId", subject, wrapped, master from member_keys
    where master <> ${version} order by master, brand_id, subject limit ${batch} for update`
  const { key } = await masters.byVersion(sql, version)
  for (const row of rows) {
    const wrapped = wrapMemberKey(key, wrapContext(row), await unwrap(sql, masters, row, row))
    await sql`
      update member_keys set wrapped = ${wrapped}, master = ${version}
      where brand_id = ${row.brandId} and subject = ${row.subject}`
  }
  return rows.length
}

async function destroyUnused(
  database: Database,
  masters: MasterKeys,
  checkpoint: RotateOptions['checkpoint'],
): Promise<number[]> {
  const unused = await database<{ version: number }[]>`
    select version from master_keys k
    where status = 'retiring' and not exists (select 1 from member_keys where master = k.version) order by version`
  for (const { version } of unused) {
    await masters.destroy(version)
    await checkpoint?.('destroyed')
    await database`
      update master_keys set status = 'destroyed', destroyed_at = now() where version = ${version}`
  }
  return unused.map(({ version }) => version)
}
