import type { Address } from 'viem'
import { getEpochClock } from '../../chain/actions/getEpochClock.ts'
import { toBrand } from '../features/holdings/brand.ts'
import { chainNow } from '../features/holdings/chain-now.ts'
import { toHoldings } from '../features/holdings/holding.ts'
import { type MemberNotice, PUSHED, noticesOf } from '../features/notices/notices-of.ts'
import type { MemberAnswer } from '../graphql/rows.ts'
import { readAccount } from './account-state.ts'
import { askIndexer } from './indexer.ts'
import { currentChain } from './network.ts'

/** What touches an account so soon that its browsers are told of it. */
export async function noticesOfAccount(account: Address): Promise<MemberNotice[]> {
  const [answer, clock, state] = await Promise.all([
    askIndexer('Member', { member: account.toLowerCase() }) as Promise<MemberAnswer>,
    getEpochClock(await currentChain()),
    readAccount(account),
  ])
  const now = chainNow(answer._meta)
  const brands = answer.brands.items.map((row) => toBrand(row, now))
  const holdings = toHoldings({ brands, lots: answer.lots.items, clock, now })
  const unlockAt = BigInt(answer.member?.unlockAt ?? 0)
  const pending = state?.recovery.pending
  return noticesOf({
    holdings,
    now,
    ahead: PUSHED,
    lockedUntil: unlockAt > now ? unlockAt : undefined,
    recoveryDueAt: pending && BigInt(pending.dueAt),
  })
}
