import type { Database, Transaction } from '../database/open-database.ts'
import { retryParked } from '../intake/settle-delivery.ts'
import { type By, recorded } from './recorded.ts'

/** Puts parked deliveries back into the queue: the given ones, or all of the brand. Gives how many. */
export const retryInboxBy = (sql: Database | Transaction, by: By, ids?: readonly bigint[]): Promise<number> =>
  recorded(sql, {
    ...{ by, act: 'inbox.retry' },
    work: (own) => retryParked(own, ids === undefined ? { brandId: by.brandId } : { brandId: by.brandId, ids }),
    tell: (retried) =>
      retried === 0 ? undefined : { subject: ids === undefined ? 'all' : ids.join(' '), detail: { retried } },
  })
