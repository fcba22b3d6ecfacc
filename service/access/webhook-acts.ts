import type { Database, Transaction } from '../database/open-database.ts'
import { replayMessages } from '../webhooks-out/messages.ts'
import { addTarget, type NewTarget, removeTarget } from '../webhooks-out/targets.ts'
import { type By, recorded } from './recorded.ts'

type Sql = Database | Transaction

/** Of an address only the host is told: the rest of it may be a secret of the brand's. */
export const addWebhookBy = (
  sql: Sql,
  by: By,
  target: Omit<NewTarget, 'brandId'>,
): Promise<{ target: number; url: string; secret: string }> =>
  recorded(sql, {
    ...{ by, act: 'webhook.add' },
    work: (own) => addTarget(own, { ...target, brandId: by.brandId }),
    tell: (added) => {
      const { mode, types = null } = target
      return { subject: added.target, detail: { host: new URL(added.url).host, mode, types } }
    },
  })

export const removeWebhookBy = (
  sql: Sql,
  by: By,
  place: { home: string; brand: string; target: number },
): Promise<void> =>
  recorded(sql, {
    ...{ by, act: 'webhook.remove' },
    work: (own) => removeTarget(own, { ...place, brandId: by.brandId }),
    tell: () => ({ subject: place.target }),
  })

/** Sends messages once more: the given ones, or all that failed. Gives how many. */
export const replayWebhooksBy = (sql: Sql, by: By, ids?: readonly string[]): Promise<number> =>
  recorded(sql, {
    ...{ by, act: 'webhook.replay' },
    work: (own) => replayMessages(own, ids === undefined ? { brandId: by.brandId } : { brandId: by.brandId, ids }),
    tell: (replayed) =>
      replayed === 0 ? undefined : { subject: ids === undefined ? 'failed' : 'named', detail: { replayed } },
  })
