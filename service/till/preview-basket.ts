import { readRules } from '../ledger/brand-rules.ts'
import type { SaleLine } from '../shops/shop-event.ts'
import { describeBasket } from './basket.ts'
import type { Device } from './device.ts'
import { findByHandle } from './look-up-member.ts'
import type { TillDesk } from './till-desk.ts'

export type PreviewAsked = { member?: string | undefined; currency: string; lines: readonly SaleLine[]; tender: bigint }

/** What a basket would earn if it were paid now. Writes nothing. */
export async function previewBasket(desk: TillDesk, device: Device, asked: PreviewAsked) {
  const { member, currency, lines, tender } = asked
  const [rules] = await Promise.all([
    readRules(desk.database, device.brandId),
    member === undefined ? undefined : findByHandle(desk, device, member),
  ])
  return describeBasket(rules, { lines, currency, tender, paidAt: desk.now(), hasMember: member !== undefined })
}
