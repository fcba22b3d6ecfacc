import { type ContractCall, tokenCall } from '../call.ts'
import type { ReadClient } from '../client.ts'
import { type Terms, encodeTerms } from '../codec/terms.ts'

export interface AnnounceTermsParameters {
  brandId: number
  terms: Terms
  maxSupply: bigint
}

/** Announces new terms, which wait for the network's notice. Rate setter. */
export function announceTerms(
  client: ReadClient,
  { brandId, terms, maxSupply }: AnnounceTermsParameters,
): Promise<ContractCall> {
  return tokenCall(client, brandId, 'announceTerms', [encodeTerms(terms), maxSupply])
}
