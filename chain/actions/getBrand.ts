import { type Terms, decodeTerms } from '../codec/terms.ts'
import type { ReadClient } from '../client.ts'
import { type AtBlock, readHub, readToken } from '../read.ts'

/** Terms that are announced and not in effect yet. */
export interface Announcement {
  terms: Terms
  effectiveAt: bigint
}

/** A brand's whole clearing state at one block. */
export interface BrandState {
  brandId: number
  /** µ of the stablecoin. */
  reserve: bigint
  /** Points that exist, in 0.01 point: live ones and expired ones not swept yet. */
  supply: bigint
  terms: Terms
  announced: Announcement | undefined
  entranceOpen: boolean
  /** Some brands are refused one by one. */
  pairRules: boolean
  neverExpires: boolean
  windingDown: boolean
  /** When the remainder is due; undefined unless winding down. */
  remainderAt: bigint | undefined
  /** Number of batches minted. */
  lastSequence: bigint
}

export type GetBrandParameters = AtBlock & { brandId: number }

export async function getBrand(client: ReadClient, { brandId, blockNumber }: GetBrandParameters): Promise<BrandState> {
  const at = { blockNumber }
  const [brand, lastSequence, remainderAt] = await Promise.all([
    readToken(client, brandId, 'brand', [], at),
    readToken(client, brandId, 'lastSequence', [], at),
    readHub(client, 'remainderAt', [brandId], at),
  ])
  const { reserve, supply, entranceClosed, pairRules, neverExpires, windingDown, effectiveAt } = brand
  return {
    brandId,
    reserve,
    supply,
    terms: decodeTerms(brand.terms),
    announced: effectiveAt === 0n ? undefined : { terms: decodeTerms(brand.announced), effectiveAt },
    entranceOpen: !entranceClosed,
    pairRules,
    neverExpires,
    windingDown,
    remainderAt: remainderAt === 0n ? undefined : remainderAt,
    lastSequence,
  }
}
