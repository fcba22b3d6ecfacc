import type { Address } from 'viem'
import { RelayError } from './relay-error.ts'
import type { Relay } from './relay.ts'

/**
 * Refuses members and origins whose intents kept failing in blocks, where failing costs the relay gas: what passes every
 * check and is then spoilt on purpose is paid for a few times an hour, not more.
 */
export async function refuseAfterFailures(
  { database, client, hub, rules }: Relay,
  { member, origin }: { member: Address; origin: string },
): Promise<void> {
  const [row] = await database`
    select coalesce(sum(failures) filter (where member = ${member.toLowerCase()}), 0)::int as by_member,
      coalesce(sum(failures) filter (where origin = ${origin}), 0)::int as by_origin
    from relay_intents
    where chain_id = ${client.chain.id} and hub = ${hub.toLowerCase()} and failures > 0
      and changed_at > now() - interval '1 hour' and (member = ${member.toLowerCase()} or origin = ${origin})`
  const { by_member: byMember = 0, by_origin: byOrigin = 0 } = (row ?? {}) as { by_member?: number; by_origin?: number }
  if (byMember < rules.failuresPerMember && byOrigin < rules.failuresPerOrigin) return
  const sentence =
    'Too many transactions of this account or connection failed in blocks lately, which costs gas each time. ' +
    'Try again in an hour, or send the transaction from a wallet.'
  throw new RelayError('TooManyFailures', { status: 429, sentence, retryAfterSeconds: 3_600 })
}
