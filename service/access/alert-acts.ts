import type { Database, Transaction } from '../database/open-database.ts'
import { type ClosedAlert, closeAlerts } from '../intake/close-alerts.ts'
import { type By, recorded } from './recorded.ts'

/** Closes alerts that somebody looked at, of those that people close; gives which. */
export const closeAlertsBy = (sql: Database | Transaction, by: By, ids: readonly bigint[]): Promise<ClosedAlert[]> =>
  recorded(sql, {
    ...{ by, act: 'alert.close' },
    work: (own) => closeAlerts(own, { brandId: by.brandId, ids }),
    tell: (closed) =>
      closed.length === 0
        ? undefined
        : {
            subject: closed.map(({ id }) => id).join(' '),
            detail: { alerts: closed.map(({ kind, subject }) => `${kind} ${subject}`) },
          },
  })
