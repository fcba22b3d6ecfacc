import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { RateLimiterMemory, RateLimiterPostgres, type RateLimiterRes } from 'rate-limiter-flexible'
import type { Hex } from 'viem'
import type { Database } from '../database/open-database.ts'
import { RelayError } from './relay-error.ts'
import type { RelayRules } from './relay-rules.ts'

export type Quota = 'requests' | 'reads' | 'memberIntents' | 'originIntents' | 'accounts'

const MINUTE = 60
const HOUR = 3_600
const DAY = 86_400

/**
 * Counts of the relay's quotas; in the database, so that all replicas share them and a restart forgets none. Reads alone are
 * counted by each replica for itself: a write for each of them would cost more than the read.
 */
export class Quotas {
  readonly #limiters: Record<Quota, RateLimiterPostgres | RateLimiterMemory>

  constructor(database: Database, rules: RelayRules) {
    const limiter = (keyPrefix: Exclude<Quota, 'reads'>, points: number, duration: number) =>
      new RateLimiterPostgres({
        storeClient: clientOf(database),
        storeType: 'client',
        tableName: 'relay_quotas',
        tableCreated: true,
        clearExpiredByTimeout: keyPrefix === 'requests',
        keyPrefix,
        points,
        duration,
        inMemoryBlockOnConsumed: points + 1,
      })
    this.#limiters = {
      requests: limiter('requests', rules.requestsPerOriginMinute, MINUTE),
      reads: new RateLimiterMemory({ points: rules.readsPerOriginMinute, duration: MINUTE }),
      memberIntents: limiter('memberIntents', rules.intentsPerMemberHour, HOUR),
      originIntents: limiter('originIntents', rules.intentsPerOriginHour, HOUR),
      accounts: limiter('accounts', rules.accountsPerOriginDay, DAY),
    }
  }

  /** Counts one use. Throws a RelayError where the quota is used up. */
  async use(quota: Quota, who: string): Promise<void> {
    try {
      await this.#limiters[quota].consume(who)
    } catch (error) {
      if (error instanceof Error) throw error
      throw tooMany(quota, (error as RateLimiterRes).msBeforeNext)
    }
  }
}

const SAID: Record<Quota, string> = {
  requests: 'This connection asked too often',
  reads: 'This connection looked too often',
  memberIntents: 'This account has had its free transactions of the hour',
  originIntents: 'This connection has had its free transactions of the hour',
  accounts: 'This connection has had its new accounts of the day',
}

function tooMany(quota: Quota, ms: number): RelayError {
  const retryAfterSeconds = Math.max(1, Math.ceil(ms / 1_000))
  const sentence = `${SAID[quota]}. Try again in ${retryAfterSeconds} s.`
  return new RelayError('QuotaUsedUp', { status: 429, sentence, retryAfterSeconds })
}

/** What of a network address is kept: a keyed hash; of IPv6 only the network of the household. */
export function originOf(address: string, secret: Hex): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '')
  const network = plain.includes(':') ? expand(plain).slice(0, 4).join(':') : plain
  return createHmac('sha256', keyOf(secret)).update(network).digest('hex').slice(0, 32)
}

/** As key objects: from bytes Node makes one at every use, which takes longer than the work itself. */
const keys = new Map<Hex, KeyObject>()

function keyOf(secret: Hex): KeyObject {
  const known = keys.get(secret)
  if (known) return known
  const key = createSecretKey(secret.slice(2), 'hex')
  keys.set(secret, key)
  return key
}

function expand(address: string): string[] {
  const [head = '', tail] = address.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const filled =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0')
  return [...left, ...filled, ...right].map((part) => part.replace(/^0+(?=.)/, '').toLowerCase())
}

type Query = { text: string; values?: unknown[] }

/** The database as that library wants to be given it; its counts and times are numbers. */
function clientOf(database: Database): { query: (query: Query) => Promise<{ rows: object[]; rowCount: number }> } {
  return {
    query: async ({ text, values = [] }) => {
      const rows = await database.unsafe(text, values as never[])
      const plain = rows.map((row) => ({ ...row, points: Number(row['points']), expire: Number(row['expire'] ?? 0) }))
      return { rows: plain, rowCount: rows.count }
    },
  }
}
