import { createHash } from 'node:crypto'
import type { Database } from '../database/open-database.ts'
import type { DataVault } from '../keys/data-vault.ts'
import type { WebhookProvider } from '../shops/shop-delivery.ts'
import { InboxWriter } from './inbox-writer.ts'
import type { Delivery } from './insert-delivery.ts'
import type { Shop } from './shop.ts'
import { ShopError } from './shop-error.ts'
import { storeDelivery } from './store-delivery.ts'

/** What a line of a provider's export is, where it does not say so itself. */
const TOPICS: Partial<Record<WebhookProvider, string>> = { woocommerce: 'order.updated' }

/** Of Shopify's orders only the topic says what happened, and an export has none: what the order's state comes to. */
const SHOPIFY_STATES = new Map([
  ['paid', 'orders/paid'],
  ['partially_refunded', 'orders/paid'],
  ['refunded', 'orders/cancelled'],
  ...['pending', 'authorized', 'partially_paid', 'expired', 'voided'].map((state) => [state, 'orders/create'] as const),
])

const LONGEST_LINE = 1024 * 1024
const AT_ONCE = 128

export type AddOptions = {
  shop: Shop
  /** Lines of JSON: deliveries as the provider sends them, or its orders. */
  lines: AsyncIterable<string>
  /** What the lines are, as the provider calls it. */
  topic?: string | undefined
  dryRun?: boolean
}

export type Added = { lines: number; added: number; known: number }

/**
 * Puts deliveries into the inbox as if they had come by themselves, for what was lost in an outage. The same line twice is one
 * delivery; an order that also came by itself is one order all the same, since the ledger knows orders by their ids.
 */
export async function addDeliveries(
  { database, vault }: { database: Database; vault: DataVault },
  { shop, lines, topic, dryRun = false }: AddOptions,
): Promise<Added> {
  const writer = new InboxWriter(database, vault)
  const counts: Added = { lines: 0, added: 0, known: 0 }
  const keep = async (deliveries: readonly Delivery[]): Promise<void> => {
    if (dryRun) return
    const inserted = await Promise.all(deliveries.map((each) => storeDelivery({ database, writer }, each)))
    for (const each of inserted) counts[each === 'stored' ? 'added' : 'known'] += 1
  }
  let number = 0
  let read: Delivery[] = []
  for await (const line of lines) {
    number += 1
    if (line.trim() === '') continue
    read.push(deliveryOf(shop, line, { topic, number }))
    counts.lines += 1
    if (read.length < AT_ONCE) continue
    await keep(read)
    read = []
  }
  await keep(read)
  return counts
}

type LinePlace = { topic: string | undefined; number: number }

function deliveryOf(shop: Shop, line: string, { topic, number }: LinePlace): Delivery {
  const { brandId, provider, account, mode } = shop
  const { type, financial_status: state } = factsOf(line, number)
  const known = provider === 'shopify' ? SHOPIFY_STATES.get(state ?? 'paid') : TOPICS[provider as WebhookProvider]
  const said = topic ?? known ?? type
  if (said === undefined) {
    throw new ShopError(`Line ${number} has no type. Give whole deliveries, or say with --topic what the lines are.`)
  }
  const body = Buffer.from(line, 'utf8')
  if (body.length > LONGEST_LINE) throw new ShopError(`Line ${number} is longer than ${LONGEST_LINE} bytes.`)
  const digest = createHash('sha256').update(`${said}\n`).update(body).digest('hex')
  return {
    ...{ brandId, provider, account, mode },
    shop: shop.number,
    deliveryId: `added:${digest}`,
    topic: said,
    body,
  }
}

/** What a line says it is, or in what state its order is, where it does. */
function factsOf(line: string, number: number): { type?: string | undefined; financial_status?: string | undefined } {
  const parsed = parseLine(line, number)
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new ShopError(`Line ${number} is no JSON object. Write one delivery or order per line.`)
  }
  const { type, financial_status: state } = parsed as { type?: unknown; financial_status?: unknown }
  return { type: textOf(type), financial_status: textOf(state) }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

function parseLine(line: string, number: number): unknown {
  try {
    return JSON.parse(line)
  } catch (cause) {
    throw new ShopError(`Line ${number} is not JSON. Write one delivery or order per line.`, { cause })
  }
}
