import type { TypedDataDomain } from 'viem'
import type { ReadClient } from '../client.ts'
import { readHub } from '../read.ts'

/** EIP-712 domain of a network's intents, as the hub itself states it. */
export async function getDomain(client: ReadClient): Promise<TypedDataDomain> {
  const [, name, version, chainId, verifyingContract] = await readHub(client, 'eip712Domain', [])
  return { name, version, chainId: Number(chainId), verifyingContract }
}
