import { z } from 'zod'
import type { WorkerRules } from './brand-worker.ts'

const settings = z.object({
  SHOP_BATCH_MS: z.coerce.number().int().min(0).default(2_000),
  SHOP_BATCH_MEMBERS: z.coerce.number().int().min(1).max(500).default(500),
})

/** Orders of one run: so many that a day's backlog is minted quickly, so few that a run is planned in a second or two. */
const ORDERS = 5_000
const PURCHASES = 10_000
const WINDOW = 1_000

/** How often and how large shops' batches are; docs/ledger.md explains each. */
export function readWorkerRules(env: NodeJS.ProcessEnv): WorkerRules {
  const { SHOP_BATCH_MS: batchMs, SHOP_BATCH_MEMBERS: members } = settings.parse(env)
  return { batchMs, limits: { members, purchases: PURCHASES }, orders: ORDERS, window: WINDOW }
}
