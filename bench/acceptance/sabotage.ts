import postgres from 'postgres'
import type { Stage } from './stage.ts'

/**
 * Safeguards that can be taken away, to show that the run would notice.
 * - `careless-answer`: whoever delivers takes a broken connection for an answer, as if we answered before we stored.
 * - `order-key`: a sale told by two deliveries makes two orders, as if orders had no unique key.
 */
export const SABOTAGES = ['careless-answer', 'order-key'] as const
export type Sabotage = (typeof SABOTAGES)[number]

export async function sabotage(stage: Stage, what: Sabotage): Promise<void> {
  if (what !== 'order-key') return
  const sql = postgres(stage.databaseUrl, { max: 1, onnotice: () => undefined })
  await sql.unsafe(WITHOUT_ORDER_KEY)
  await sql.end({ timeout: 1 })
}

const WITHOUT_ORDER_KEY = `
  create function without_order_key() returns trigger language plpgsql as $$
    begin new.order_id := new.order_id || '-' || gen_random_uuid(); return new; end $$;
  create trigger without_order_key before insert on orders for each row execute function without_order_key();`
