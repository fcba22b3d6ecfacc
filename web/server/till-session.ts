import { type IronSession, getIronSession } from 'iron-session'
import { cookies } from 'next/headers'
import type { TillSettings } from '../features/till/till-device.ts'
import { sessionSecret } from './secret.ts'

/** What a tablet at a counter is trusted with. The key stays in this cookie: no script of a page ever reads it. */
interface TillSessionData {
  key: string
  settings: TillSettings
}

/** A device is set up once; `points till revoke` ends its key at once, whatever the cookie says. */
const A_YEAR = 365 * 86_400

export async function openTillSession(): Promise<IronSession<TillSessionData>> {
  return await getIronSession<TillSessionData>(await cookies(), {
    cookieName: '__Host-openpoints-till',
    password: await sessionSecret(),
    ttl: A_YEAR,
    cookieOptions: { httpOnly: true, secure: true, sameSite: 'strict', path: '/' },
  })
}
