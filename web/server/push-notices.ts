import type { MemberNotice } from '../features/notices/notices-of.ts'
import { noticesText } from '../messages/notices.ts'
import { noticesOfAccount } from './notices-of-account.ts'
import type { PushKeys } from './push-keys.ts'
import { isPushService } from './push-services.ts'
import { type PushMessage, sendPush } from './send-push.ts'
import {
  type Subscription,
  claimNotice,
  listSubscriptions,
  releaseNotice,
  removeSubscriptions,
} from './subscriptions.ts'

export interface Pusher {
  keys: PushKeys
  subject: string
}

/** One round: tells every browser of what touches its member and was not told yet. Gives how many messages went out. */
export async function pushNotices(pusher: Pusher): Promise<number> {
  let sent = 0
  let last: { account: string; notices: MemberNotice[] } | undefined
  for (const subscription of await listSubscriptions()) {
    const { account } = subscription
    try {
      if (last?.account !== account) last = { account, notices: await noticesOfAccount(account) }
      for (const notice of last.notices) {
        const outcome = await tell(subscription, notice, pusher)
        if (outcome === 'gone') break
        if (outcome === 'sent') sent += 1
      }
    } catch (error) {
      console.warn('A notice was not pushed:', error instanceof Error ? error.message.split('\n')[0] : 'unknown')
    }
  }
  return sent
}

async function tell(
  subscription: Subscription,
  notice: MemberNotice,
  pusher: Pusher,
): Promise<'sent' | 'gone' | 'told'> {
  const { endpoint } = subscription
  if (!isPushService(endpoint) || !(await claimNotice(endpoint, notice.id))) return 'told'
  try {
    const outcome = await sendPush({ subscription, message: messageOf(notice, subscription), ...pusher })
    if (outcome === 'gone') await removeSubscriptions({ endpoint })
    return outcome
  } catch (error) {
    await releaseNotice(endpoint, notice.id)
    throw error
  }
}

/** Names the brand, never an amount: it may show on a locked screen. */
function messageOf({ kind, brand }: MemberNotice, { locale }: Subscription): PushMessage {
  const words = noticesText[locale].pushWords
  const path = kind === 'recovery' || kind === 'unlocking' ? '/safety' : '/notices'
  return { title: words[`${kind}Title`], body: words[kind](brand?.name ?? ''), path }
}
