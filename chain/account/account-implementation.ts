import type { Address, Client } from 'viem'
import { readContract } from 'viem/actions'
import { memberAccountFactoryAbi } from '../generated/abis.ts'

/** The code all accounts of a factory run; never changes, so it can be kept. */
export async function accountImplementation(client: Client, factory: Address): Promise<Address> {
  return readContract(client, { address: factory, abi: memberAccountFactoryAbi, functionName: 'implementation' })
}
