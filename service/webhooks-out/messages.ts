import type { Database, Transaction } from '../database/open-database.ts'
import type { EventType, Mode } from './emit-event.ts'

export type SentMessage = {
  id: string
  target: number
  type: EventType
  mode: Mode
  status: 'pending' | 'delivered' | 'failed'
  attempts: number
  answer: string | null
  createdAt: Date
  dueAt: Date
}

/** A brand's messages, the newest first. */
export async function listMessages(
  database: Database,
  { brandId, limit }: { brandId: number; limit: number },
): Promise<SentMessage[]> {
  const rows = await database<SentMessage[]>`
    select id, target, type, mode, status, attempts, answer, created_at as "createdAt", due_at as "dueAt"
    from webhook_messages where brand_id = ${brandId} order by place desc limit ${limit}`
  return [...rows]
}

/** Sends messages once more, under the same ids: the given ones, or all that failed. Gives how many. */
export async function replayMessages(
  database: Database | Transaction,
  { brandId, ids }: { brandId: number; ids?: readonly string[] },
): Promise<number> {
  const { count } = await database`
    update webhook_messages set status = 'pending', attempts = 0, due_at = now(), settled_at = null, answer = null
    where brand_id = ${brandId} and body is not null
      and case when ${ids === undefined} then status = 'failed' else id = any (${[...(ids ?? [])]}::text[]) end`
  return count
}
