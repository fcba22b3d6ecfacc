import type { Brand } from '../../../web/features/holdings/brand.ts'
import type { HeldLot, Holding } from '../../../web/features/holdings/holding.ts'
import { valueOutDown } from '../../../chain/codec/value.ts'

/** A brand at full cover whose point is worth `rate` × 0.1 µ. */
export function aBrand(changed: Partial<Brand> & { id: number }): Brand {
  return {
    code: `brand-${changed.id}`,
    name: `Brand ${changed.id}`,
    token: `0x${String(changed.id).padStart(40, '0')}`,
    neverExpires: false,
    reserve: 10n ** 12n,
    supply: 10n ** 9n,
    terms: { rate: 100_000n, spreadBps: 100, promisePercent: 100, life: 2 },
    announced: undefined,
    entranceOpen: true,
    windingDown: false,
    remainderAt: undefined,
    ...changed,
  }
}

export function aHolding(brand: Brand, lots: HeldLot[]): Holding {
  const points = lots.reduce((sum, lot) => sum + lot.points, 0n)
  const worth = valueOutDown({ points, rate: brand.terms.rate, reserve: brand.reserve, supply: brand.supply })
  return { brand, points, worth, lots }
}
