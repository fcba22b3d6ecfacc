import type { Database } from '../database/open-database.ts'

export type Outcome =
  | { status: 'delivered' | 'failed'; answer: string }
  /** Tried again after so many milliseconds. */
  | { answer: string; delay: number }

/** Days a message can be replayed after it was settled. */
const KEPT_DAYS = 30

/** Writes how an attempt went; not where the message has been replayed meanwhile. */
export async function settleMessage(
  database: Database,
  { id, attempts }: { id: string; attempts: number },
  outcome: Outcome,
): Promise<void> {
  const status = 'status' in outcome ? outcome.status : 'pending'
  const delay = 'delay' in outcome ? outcome.delay : null
  await database`
    update webhook_messages set status = ${status}, answer = ${outcome.answer},
      due_at = case when ${delay}::float8 is null then due_at else now() + ${delay}::float8 * interval '1 millisecond' end,
      settled_at = case when ${status} = 'pending' then null else now() end
    where id = ${id} and status = 'pending' and attempts = ${attempts}`
}

export async function forgetOldBodies(database: Database): Promise<void> {
  await database`
    update webhook_messages set body = null
    where body is not null and settled_at < now() - make_interval(days => ${KEPT_DAYS})`
}
