import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Delivery, insertDeliveries } from '../../service/intake/insert-delivery.ts'
import { openVault } from '../../service/keys/data-vault.ts'
import { untilBooked, usedBy } from './measure-http.ts'
import type { LoadStage } from './open-load.ts'
import { customerOf, LOAD_SHOP } from './people.ts'
import { saleBody } from './sale-body.ts'

export interface OrderCost {
  readonly rows: number
  /** Of one order, from its delivery in the inbox until its points are minted; CPU beyond what an idle network uses. */
  readonly milliseconds: number
  readonly serviceMs: number
  readonly databaseMs: number
}

const PER_STATEMENT = 500
const IDLE_LOOKS = 6

/** Puts a heap of orders of people picked at random into the inbox and takes what booking and minting them costs, one by one. */
export async function measureCost(
  stage: LoadStage,
  { rows, orders, times }: { rows: number; orders: number; times: number },
): Promise<OrderCost> {
  const runs: Omit<OrderCost, 'rows'>[] = []
  const idle = await idleUse(stage)
  for (let time = 0; time < times; time++) {
    await insertOrders(stage, orders)
    const before = usedBy(stage.pids)
    const seconds = await untilBooked(stage)
    const after = usedBy(stage.pids)
    const each = (used: number, idling: number): number => ((used - idling * seconds) / orders) * 1_000
    runs.push({
      milliseconds: (seconds / orders) * 1_000,
      serviceMs: each(after.service - before.service, idle.service),
      databaseMs: each(after.database - before.database, idle.database),
    })
  }
  const middle = (name: keyof (typeof runs)[number]): number =>
    runs.map((run) => run[name]).toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? Number.NaN
  return {
    rows,
    milliseconds: middle('milliseconds'),
    serviceMs: middle('serviceMs'),
    databaseMs: middle('databaseMs'),
  }
}

/** Cores that service and database use when nobody asks anything: the least of some seconds, for one that just started works. */
async function idleUse({ pids }: LoadStage): Promise<{ service: number; database: number }> {
  const least = { service: Infinity, database: Infinity }
  for (let look = 0; look < IDLE_LOOKS; look++) {
    const before = usedBy(pids)
    await sleep(1_000)
    const after = usedBy(pids)
    least.service = Math.min(least.service, after.service - before.service)
    least.database = Math.min(least.database, after.database - before.database)
  }
  return least
}

/** In one transaction, so that booking begins with the whole heap. */
async function insertOrders({ database, home, state }: LoadStage, orders: number): Promise<void> {
  const vault = await openVault(home)
  const heap = Date.now()
  const made = Array.from({ length: orders }, (_, n) => deliveryOf(state, heap, n))
  await database.begin(async (sql) => {
    for (let at = 0; at < orders; at += PER_STATEMENT) {
      await insertDeliveries(sql, vault, made.slice(at, at + PER_STATEMENT))
    }
  })
}

/** Shops number their orders one after the other, and name their deliveries at random. */
function deliveryOf({ brandId, shop, people }: LoadStage['state'], heap: number, number: number): Delivery {
  const customer = { id: customerOf(Math.floor(Math.random() * people)) }
  const { provider, shop: account } = LOAD_SHOP
  const order = `${heap}-${String(number).padStart(6, '0')}`
  const body = Buffer.from(saleBody({ order, at: new Date(), customer, number }))
  return { brandId, shop, provider, account, mode: 'live', deliveryId: `msg_${randomUUID()}`, topic: 'sale.paid', body }
}
