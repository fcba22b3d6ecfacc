import { parseEther } from 'viem'
import { z } from 'zod'

/** What the relay asks of an intent, and how much it gives. */
export type RelayRules = {
  /** Seconds of chain time a signature may be good for. */
  longestDeadline: bigint
  /** Points, in 0.01 point, a member must hold or claim. */
  leastPoints: bigint
  batchSize: number
  /** How long the oldest intent waits for company, in milliseconds. */
  batchWaitMs: number
  openTransactions: number
  openIntentsPerMember: number
  /** In-block failures after which a member, or an origin, must wait an hour. */
  failuresPerMember: number
  failuresPerOrigin: number
  intentsPerMemberHour: number
  intentsPerOriginHour: number
  requestsPerOriginMinute: number
  readsPerOriginMinute: number
  /** Open at once on one replica. */
  streamsPerOrigin: number
  accountsPerOriginDay: number
  /** Wei the relay may spend in 24 hours. */
  spendPerDay: bigint
  /** Below this the relay takes nothing new; absent: enough for a few full batches at today's price. */
  leastBalance: bigint | undefined
}

const whole = (fallback: number) => z.coerce.number().int().min(1).default(fallback)
const ether = z
  .string()
  .regex(/^\d+(\.\d{1,18})?$/, 'is not an amount of ether')
  .transform((text) => parseEther(text))

const schema = (dev: boolean) =>
  z.object({
    RELAY_BATCH_SIZE: whole(50).pipe(z.number().max(50)),
    RELAY_BATCH_WAIT_MS: z.coerce.number().int().min(0).max(5_000).default(100),
    RELAY_INTENTS_PER_MEMBER_HOUR: whole(dev ? 1_000 : 60),
    RELAY_INTENTS_PER_ORIGIN_HOUR: whole(dev ? 100_000 : 600),
    RELAY_REQUESTS_PER_ORIGIN_MINUTE: whole(dev ? 20_000 : 240),
    RELAY_READS_PER_ORIGIN_MINUTE: whole(dev ? 100_000 : 1_200),
    RELAY_STREAMS_PER_ORIGIN: whole(dev ? 2_000 : 50),
    RELAY_ACCOUNTS_PER_ORIGIN_DAY: whole(dev ? 1_000 : 20),
    RELAY_ETHER_PER_DAY: ether.default(parseEther(dev ? '100' : '1')),
    RELAY_LEAST_ETHER: ether.optional(),
  })

/** Reads the rules from the environment. The development chain, whose gas money is free, is generous. */
export function readRules(env: NodeJS.ProcessEnv, { dev }: { dev: boolean }): RelayRules {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = schema(dev).safeParse(given)
  if (!parsed.success) throw new Error(`The environment cannot be used. ${z.prettifyError(parsed.error)}`)
  const { data } = parsed
  return {
    longestDeadline: 300n,
    leastPoints: 100n,
    batchSize: data.RELAY_BATCH_SIZE,
    batchWaitMs: data.RELAY_BATCH_WAIT_MS,
    openTransactions: 8,
    openIntentsPerMember: 16,
    failuresPerMember: 3,
    failuresPerOrigin: 20,
    intentsPerMemberHour: data.RELAY_INTENTS_PER_MEMBER_HOUR,
    intentsPerOriginHour: data.RELAY_INTENTS_PER_ORIGIN_HOUR,
    requestsPerOriginMinute: data.RELAY_REQUESTS_PER_ORIGIN_MINUTE,
    readsPerOriginMinute: data.RELAY_READS_PER_ORIGIN_MINUTE,
    streamsPerOrigin: data.RELAY_STREAMS_PER_ORIGIN,
    accountsPerOriginDay: data.RELAY_ACCOUNTS_PER_ORIGIN_DAY,
    spendPerDay: data.RELAY_ETHER_PER_DAY,
    leastBalance: data.RELAY_LEAST_ETHER,
  }
}
