import { type ContractCall, hubCall } from '../call.ts'
import type { ReadClient } from '../client.ts'
import { type Terms, encodeTerms } from '../codec/terms.ts'

export interface CreateBrandParameters {
  code: string
  name: string
  symbol: string
  terms: Terms
  neverExpires: boolean
}

/** Creates an admitted brand; the signer becomes owner, rate setter and treasurer. */
export function createBrand(
  client: ReadClient,
  { code, name, symbol, terms, neverExpires }: CreateBrandParameters,
): ContractCall {
  return hubCall(client, 'createBrand', [code, name, symbol, encodeTerms(terms), neverExpires])
}
