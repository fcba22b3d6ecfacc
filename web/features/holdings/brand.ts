import type { Address } from 'viem'
import type { BrandRow } from '../../graphql/rows.ts'

/** Terms of a brand that members look at. */
export interface BrandTerms {
  rate: bigint
  spreadBps: number
  promisePercent: number
  life: number
}

export interface Brand {
  id: number
  code: string
  name: string
  token: Address
  neverExpires: boolean
  reserve: bigint
  supply: bigint
  /** In effect now. */
  terms: BrandTerms
  /** Announced and not in effect yet. */
  announced: (BrandTerms & { effectiveAt: bigint }) | undefined
  entranceOpen: boolean
  windingDown: boolean
  remainderAt: bigint | undefined
}

/** A brand as it stands at `now`: an announcement that is due is in effect, though nobody has written so. */
export function toBrand(row: BrandRow, now: bigint): Brand {
  const { id, code, name, token, neverExpires, entranceOpen, windingDown } = row
  const old: BrandTerms = {
    rate: BigInt(row.rate),
    spreadBps: row.spreadBps,
    promisePercent: row.promisePercent,
    life: row.life,
  }
  const next = announcedTerms(row)
  const due = next !== undefined && next.effectiveAt <= now
  return {
    id,
    code,
    name,
    token,
    neverExpires,
    reserve: BigInt(row.reserve),
    supply: BigInt(row.supply),
    terms: due
      ? { rate: next.rate, spreadBps: next.spreadBps, promisePercent: next.promisePercent, life: next.life }
      : old,
    announced: due ? undefined : next,
    entranceOpen,
    windingDown,
    remainderAt: row.remainderAt === null ? undefined : BigInt(row.remainderAt),
  }
}

function announcedTerms(row: BrandRow): Brand['announced'] {
  const { announcedRate, announcedSpreadBps, announcedPromisePercent, announcedLife, effectiveAt } = row
  if (announcedRate === null || effectiveAt === null) return undefined
  return {
    rate: BigInt(announcedRate),
    spreadBps: announcedSpreadBps ?? row.spreadBps,
    promisePercent: announcedPromisePercent ?? row.promisePercent,
    life: announcedLife ?? row.life,
    effectiveAt: BigInt(effectiveAt),
  }
}

/** How much of what a brand's points are worth lies in its reserve, in basis points; at most all of it. */
export function coverBps({ reserve, supply, terms }: Brand): bigint {
  const par = (supply * terms.rate) / 1000n
  if (par === 0n || reserve >= par) return 10_000n
  return (reserve * 10_000n) / par
}
