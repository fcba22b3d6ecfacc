import { randomUUID } from 'node:crypto'
import type { Address, Hex } from 'viem'
import { portalDatabase } from './database.ts'

/** Minutes a link for a further device is good. */
const MINUTES = 10

export interface Pairing {
  /** The key the other device has shown; absent until then. */
  answer?: { x: Hex; y: Hex; device: string }
}

/** Begins waiting for a further device of an account; gives the secret name of the wait. */
export async function beginPairing(account: Address): Promise<string> {
  const sql = await portalDatabase()
  const id = randomUUID()
  await sql`delete from portal.pairings where created_at < now() - interval '1 day'`
  await sql`insert into portal.pairings (id, account) values (${id}, ${account.toLowerCase()})`
  return id
}

/** What came of it, for its own member; undefined where there is none or it is over. */
export async function readPairing(id: string, account: Address): Promise<Pairing | undefined> {
  const sql = await portalDatabase()
  const [row] = await sql<{ x: Hex | null; y: Hex | null; device: string | null }[]>`
    select x, y, device from portal.pairings
    where id = ${id} and account = ${account.toLowerCase()}
      and created_at > now() - make_interval(mins => ${MINUTES})`
  if (!row) return undefined
  return row.x === null || row.y === null ? {} : { answer: { x: row.x, y: row.y, device: row.device ?? '' } }
}

/** A device shows its key, once; false where the wait is over or somebody answered before. */
export async function answerPairing(id: string, { x, y, device }: NonNullable<Pairing['answer']>): Promise<boolean> {
  const sql = await portalDatabase()
  const rows = await sql`
    update portal.pairings set x = ${x}, y = ${y}, device = ${device.slice(0, 300)}
    where id = ${id} and x is null and created_at > now() - make_interval(mins => ${MINUTES})
    returning id`
  return rows.length === 1
}
