import { z } from 'zod'
import { type Locale, isLocale } from '../../../i18n/locale.ts'
import { answer, json } from '../../../server/answer.ts'
import { problem } from '../../../server/problem.ts'
import { isPushService } from '../../../server/push-services.ts'
import { refusedTooMany } from '../../../server/rate-limit.ts'
import { readJson } from '../../../server/read-json.ts'
import { currentMember } from '../../../server/session.ts'
import { removeSubscriptions, saveSubscription } from '../../../server/subscriptions.ts'

const endpoint = z.url().max(1_000)
const key = z.string().regex(/^[\w-]{16,200}={0,2}$/)
const wish = z.object({
  subscription: z.object({ endpoint, keys: z.object({ p256dh: key, auth: key }) }),
  locale: z.custom<Locale>((value) => typeof value === 'string' && isLocale(value)),
})

const signedOut = (): Response => problem(401, 'signed-out', 'You are signed out. Sign in again.')

/** This browser wants to be told what touches its member. */
export async function POST(request: Request): Promise<Response> {
  return await answer('turn messages on', async () => {
    const refused = await refusedTooMany(request, 'enter')
    if (refused) return refused
    const member = await currentMember()
    if (!member) return signedOut()
    const body = await readJson(request, wish)
    if (body instanceof Response) return body
    const { subscription, locale } = body
    if (!isPushService(subscription.endpoint)) {
      return problem(422, 'unknown-push-service', 'This browser uses a push service the portal does not know.')
    }
    await saveSubscription({ ...subscription, account: member.account, locale, session: member.sessionId })
    return json({ done: true })
  })
}

/** It wants to be told no more. Whoever knows a subscription's address is its browser. */
export async function DELETE(request: Request): Promise<Response> {
  return await answer('turn messages off', async () => {
    const body = await readJson(request, z.object({ endpoint }))
    if (body instanceof Response) return body
    await removeSubscriptions(body)
    return json({ done: true })
  })
}
