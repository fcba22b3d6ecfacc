import { randomUUID } from 'node:crypto'
import { type IronSession, getIronSession } from 'iron-session'
import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import type { Address, Hex } from 'viem'
import { portalDatabase } from './database.ts'
import { sessionSecret } from './secret.ts'
import { revokeSessions } from './sessions.ts'
import { stillSigns } from './still-signs.ts'

/** Who is signed in, as the browser may know it too. */
export interface Member {
  account: Address
  kind: 'passkey' | 'wallet'
  /** The passkey that signed in: which one to ask for, its public key, and the slot in which it signs for the account. */
  passkey?: { credentialId: string; x: Hex; y: Hex; slot: number }
}

interface SessionData {
  id: string
  member: Member
  /** Hex of the challenge that was given out, and when it ends (ms). */
  challenge: { value: Hex; until: number }
}

const TWO_WEEKS = 14 * 86_400

export async function openSession(): Promise<IronSession<SessionData>> {
  return await getIronSession<SessionData>(await cookies(), {
    cookieName: '__Host-openpoints',
    password: await sessionSecret(),
    ttl: TWO_WEEKS,
    cookieOptions: { httpOnly: true, secure: true, sameSite: 'lax', path: '/' },
  })
}

/** The member of this request, asked for once; undefined where nobody is signed in or the session was ended elsewhere. */
export const currentMember = cache(readMember)

async function readMember(): Promise<(Member & { sessionId: string }) | undefined> {
  const { id, member } = await openSession()
  if (id === undefined || member === undefined) return undefined
  const sql = await portalDatabase()
  const [alive] = await sql`
    update portal.sessions set seen_at = now()
    where id = ${id} and revoked_at is null and created_at > now() - make_interval(secs => ${TWO_WEEKS}) returning id`
  if (!alive) return undefined
  if (await stillSigns(member)) return { ...member, sessionId: id }
  await revokeSessions(member.account, id)
  return undefined
}

/** Signs a member in on this browser. */
export async function beginSession(member: Member): Promise<void> {
  const session = await openSession()
  const id = randomUUID()
  const sql = await portalDatabase()
  const device = ((await headers()).get('user-agent') ?? '').slice(0, 300)
  await sql`insert into portal.sessions (id, account, kind, device)
    values (${id}, ${member.account.toLowerCase()}, ${member.kind}, ${device})`
  session.id = id
  session.member = member
  delete session.challenge
  await session.save()
}

export async function endSession(): Promise<void> {
  const session = await openSession()
  if (session.id !== undefined) {
    const { account } = session.member ?? {}
    if (account !== undefined) await revokeSessions(account, session.id)
  }
  session.destroy()
}
