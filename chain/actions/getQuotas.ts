import type { Address } from 'viem'
import type { ReadClient } from '../client.ts'
import { readToken } from '../read.ts'

/** A quota in points: refills evenly over 24 hours up to `limit`. */
export interface Quota {
  limit: bigint
  available: bigint
  /** The limit from `announcedAt` on; undefined where no rise is under way. */
  announced: { limit: bigint; at: bigint } | undefined
}

export interface Quotas {
  mint: Quota
  clawback: Quota
  /** Of all claims of the brand together. */
  claim: Quota
}

/** Quotas of a minter in a brand, and the brand's claim quota. */
export async function getQuotas(
  client: ReadClient,
  { brandId, account }: { brandId: number; account: Address },
): Promise<Quotas> {
  const [mint, clawback, claim] = await Promise.all([
    readToken(client, brandId, 'mintQuotaOf', [account]),
    readToken(client, brandId, 'clawbackQuotaOf', [account]),
    readToken(client, brandId, 'claimQuota', []),
  ])
  return { mint: toQuota(mint), clawback: toQuota(clawback), claim: toQuota(claim) }
}

interface EncodedQuota {
  limit: bigint
  available: bigint
  announcedLimit: bigint
  announcedAt: bigint
}

function toQuota({ limit, available, announcedLimit, announcedAt }: EncodedQuota): Quota {
  return {
    limit,
    available,
    announced: announcedLimit === limit ? undefined : { limit: announcedLimit, at: announcedAt },
  }
}
