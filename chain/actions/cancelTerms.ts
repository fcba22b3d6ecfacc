import { type ContractCall, tokenCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

export interface CancelTermsParameters {
  brandId: number
}

/** Drops an announcement that raises neither rate, promise nor life. Rate setter. */
export function cancelTerms(client: ReadClient, { brandId }: CancelTermsParameters): Promise<ContractCall> {
  return tokenCall(client, brandId, 'cancelTerms', [])
}
