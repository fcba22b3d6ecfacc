import { type Quota, getQuotas } from '../../chain/actions/getQuotas.ts'
import { listRoles } from '../../chain/actions/listRoles.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import { formatTime } from '../../chain/codec/time.ts'
import type { Session } from '../cli/session.ts'

export interface QuotaFacts {
  limit: string
  available: string
  announcedLimit: string | null
  announcedAt: string | null
}

/** Who holds which role in a brand, minters with their quotas, and the brand's claim quota. */
export async function readRoleHolders({ client, hubBlock }: Session, brandId: number) {
  const holders = await listRoles(client, { brandId, fromBlock: hubBlock })
  const roles = await Promise.all(
    holders.map(async ({ account, roles }) => {
      if (!roles.includes('minter')) return { account, roles, mintQuota: null, clawbackQuota: null }
      const { mint, clawback } = await getQuotas(client, { brandId, account })
      return { account, roles, mintQuota: quotaFacts(mint), clawbackQuota: quotaFacts(clawback) }
    }),
  )
  const { claim } = await getQuotas(client, { brandId, account: client.contracts.hub })
  return { roles, claimQuota: quotaFacts(claim) }
}

export function quotaFacts({ limit, available, announced }: Quota): QuotaFacts {
  return {
    limit: formatPoints(limit),
    available: formatPoints(available),
    announcedLimit: announced ? formatPoints(announced.limit) : null,
    announcedAt: announced ? formatTime(announced.at) : null,
  }
}

/** "5000.00 of 5000.00 a day (20000.00 from 2026-01-01T00:00:00Z)". */
export function quotaLine({ limit, available, announcedLimit, announcedAt }: QuotaFacts): string {
  const rise = announcedLimit === null ? '' : ` (${announcedLimit} from ${announcedAt})`
  return `${available} of ${limit} a day${rise}`
}
