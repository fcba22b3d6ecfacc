import type { Address, Client } from 'viem'
import { readContract } from 'viem/actions'
import { memberAccountAbi } from '../generated/abis.ts'
import { isDeployed } from './is-deployed.ts'
import type { PasskeyKey, Signer } from './signer.ts'

export interface SignerEntry {
  /** First byte of this signer's signatures. */
  slot: number
  signer: Signer
}

export interface SignersOfParameters {
  account: Address
  /** Key the account's address commits to: until the account is made it signs alone. */
  key?: PasskeyKey | undefined
}

/** Everybody who can sign for an account now. */
export async function signersOf(client: Client, { account, key }: SignersOfParameters): Promise<SignerEntry[]> {
  if (!(await isDeployed(client, account))) return key === undefined ? [] : [{ slot: 0, signer: key }]
  const entries = await readContract(client, { address: account, abi: memberAccountAbi, functionName: 'signers' })
  return entries.map(({ slot, signer }) => ({ slot, signer }))
}
