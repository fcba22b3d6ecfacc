import { type Hex, toHex } from 'viem'
import { applyEvent } from '../../service/ledger/apply-event.ts'
import type { BrandRules } from '../../service/ledger/brand-rules.ts'
import type { LedgerContext } from '../../service/ledger/ledger-context.ts'
import { keyOf, type LedgerOrder, LedgerWindow } from '../../service/ledger/ledger-window.ts'
import { genericEvents } from '../../service/shops/generic-events.ts'
import { LOAD_SHOP } from './people.ts'
import { returnBody, saleBody } from './sale-body.ts'

/** Baskets that the made-up orders take turns with. */
export const TEMPLATES = 64

/** What one basket comes to in the books; amounts as text, `back` after a piece of it came back. */
export interface Template {
  readonly t: number
  readonly lines: unknown
  readonly breakdown: unknown
  readonly total: string
  readonly original: string
  readonly earned: string
  readonly earnDetail: unknown
  readonly backRemaining: string
  readonly backTaken: string
  readonly backKept: string
  readonly backLines: unknown
  readonly backDetail: unknown
}

type Made = Pick<LedgerContext, 'rules'> & { brandId: number }

/** Every basket booked and returned in memory, by the code that books real ones. */
export function makeTemplates({ brandId, rules }: { brandId: number; rules: readonly BrandRules[] }): Template[] {
  return Array.from({ length: TEMPLATES }, (_, t) => makeTemplate({ brandId, rules }, t))
}

const SEED: Hex = `0x${'11'.repeat(32)}`
const AT = new Date('2026-01-01T00:00:00Z')

function makeTemplate({ brandId, rules }: Made, t: number): Template {
  const window = new LedgerWindow({ nextMember: 1, nextOrder: 1 })
  const secrets = { pepper: SEED, claimSeed: SEED, random: (bytes: number) => toHex(0, { size: bytes }) }
  const context: LedgerContext = { window, brandId, scope: LOAD_SHOP, rules, ...secrets }
  apply(context, saleBody({ order: 'template', at: AT, customer: { id: 'somebody' }, number: t }))
  const order = window.orders.get(keyOf(LOAD_SHOP.provider, LOAD_SHOP.shop, 'template'))
  if (!order?.sale) throw new Error('The basket was not booked.')
  const sold = { ...order }
  apply(context, returnBody({ order: 'template', refund: 'template', at: AT }))
  const [earn, back] = window.entries
  if (!earn || !back || sold.earned <= 0n || order.taken <= 0n || order.kept <= 0n) {
    throw new Error(`Basket ${t} earns or takes back nothing.`)
  }
  return templateOf(t, { sold, order, details: [earn.detail, back.detail] })
}

function apply(context: LedgerContext, text: string): void {
  const read = genericEvents({ topic: '', account: LOAD_SHOP.shop, receivedAt: AT, body: Buffer.from(text) })
  if (read instanceof Promise || 'ignored' in read) throw new Error('The generic format answers at once.')
  for (const event of read.events) applyEvent(context, event)
}

type Booked = { sold: LedgerOrder; order: LedgerOrder; details: unknown[] }

function templateOf(t: number, { sold, order, details }: Booked): Template {
  const { sale } = order
  return {
    t,
    lines: sale?.lines,
    breakdown: sale?.breakdown,
    total: String(sale?.total),
    original: String(sold.original),
    earned: String(sold.earned),
    earnDetail: details[0],
    backRemaining: String(order.remaining),
    backTaken: String(order.taken),
    backKept: String(order.kept),
    backLines: order.returns[0]?.lines,
    backDetail: details[1],
  }
}
