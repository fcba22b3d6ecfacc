import type { Transaction } from '../database/open-database.ts'
import { readRules } from '../ledger/brand-rules.ts'
import { applyEvent } from '../ledger/apply-event.ts'
import type { LedgerContext } from '../ledger/ledger-context.ts'
import { keyOf } from '../ledger/ledger-window.ts'
import { loadFacts, namedBy } from '../ledger/load-facts.ts'
import { decodeEvents } from '../shops/canonical-json.ts'
import { UnreadableDelivery } from '../shops/delivery-error.ts'
import type { Cancel, Return, ShopEvent } from '../shops/shop-event.ts'
import { idTaken } from './book-entry.ts'
import { accountOfTills, type Device } from './device.ts'
import type { TillDesk } from './till-desk.ts'

type Told = { id: string; hasMember: boolean; events: ShopEvent[] }

/**
 * How many points a return or a void will take: the ledger's own rules, applied in memory to what is booked and to what
 * still waits in the inbox. Nothing is written. Throws where the id is that of another order's return: that alone the rules refuse.
 */
export async function foreseeTaken(
  sql: Transaction,
  desk: TillDesk,
  device: Device,
  { id, event }: { id: string; event: (Return | Cancel) & { orderId: string } },
): Promise<bigint> {
  const { brandId, brand, mode } = device
  const scope = { provider: 'till', shop: accountOfTills(mode) }
  const told = await toldOf(sql, device, event.orderId)
  const events = told.flatMap((each) => each.events)
  const named = [namedBy(scope, [...events, event])]
  const window = await loadFacts(sql, brandId, { named, identifiers: [] })
  const secrets = await desk.secrets.of(brand)
  const rules = await readRules(sql, brandId)
  const context: LedgerContext = { window, brandId, scope, rules, random: desk.random, ...secrets }
  const order = () => window.orders.get(keyOf(scope.provider, scope.shop, event.orderId))
  for (const each of told) {
    if (each.id === id) continue
    for (const known of each.events) {
      if (known.kind === 'sale' && order()?.sale) continue
      const event = known.kind === 'sale' && each.hasMember ? { ...known, customer: { id: 'somebody' } } : known
      // What the ledger parks counts for nothing until somebody looks at it.
      tryApply(() => applyEvent(context, event))
    }
  }
  const found = order()
  if (!found) return 0n
  const before = found.taken
  if (!tryApply(() => applyEvent(context, event))) throw idTaken('return')
  const taken = found.taken - before
  return taken > 0n ? taken : 0n
}

function tryApply(apply: () => void): boolean {
  try {
    apply()
    return true
  } catch (error) {
    if (error instanceof UnreadableDelivery) return false
    throw error
  }
}

async function toldOf(sql: Transaction, { brandId, mode }: Device, orderId: string): Promise<Told[]> {
  const rows = await sql<{ id: string; hasMember: boolean; text: string }[]>`
    select entry_id as id, has_member as "hasMember", event::text as text from till_entries
    where brand_id = ${brandId} and account = ${accountOfTills(mode)} and order_id = ${orderId} order by place`
  return rows.map(({ id, hasMember, text }) => ({ id, hasMember, events: decodeEvents(Buffer.from(text, 'utf8')) }))
}
