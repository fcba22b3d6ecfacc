import type { Address } from 'viem'
import { portalDatabase } from './database.ts'

/** A browser that is signed in. */
export interface OpenSession {
  id: string
  device: string
  /** Milliseconds since 1970. */
  seenAt: number
}

/** Sessions of an account that were not ended and are not over, the one seen last first. */
export async function openSessions(account: Address): Promise<OpenSession[]> {
  const sql = await portalDatabase()
  const rows = await sql<{ id: string; device: string; seen_at: Date }[]>`
    select id, device, seen_at from portal.sessions
    where account = ${account.toLowerCase()} and revoked_at is null and created_at > now() - interval '14 days'
    order by seen_at desc limit 50`
  return rows.map(({ id, device, seen_at }) => ({ id, device, seenAt: seen_at.getTime() }))
}

/** Ends one session of an account, or all of them; the browsers they were in are told nothing any more. */
export async function revokeSessions(account: Address, id?: string): Promise<void> {
  const sql = await portalDatabase()
  const which = id === undefined ? sql`` : sql`and id = ${id}`
  await sql`
    with ended as (
      update portal.sessions set revoked_at = now()
      where account = ${account.toLowerCase()} and revoked_at is null ${which} returning id)
    delete from portal.subscriptions where session in (select id from ended)`
}
