import type { Address } from 'viem'
import { type ContractCall, hubCall } from '../call.ts'
import type { ReadClient } from '../client.ts'

export interface AdmitBrandParameters {
  code: string
  owner: Address
}

/** Lets `owner` create the brand with this code. Operator. */
export function admitBrand(client: ReadClient, { code, owner }: AdmitBrandParameters): ContractCall {
  return hubCall(client, 'admit', [code, owner])
}
