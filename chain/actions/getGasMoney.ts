import type { Address } from 'viem'
import { getBalance } from 'viem/actions'
import type { ReadClient } from '../client.ts'
import { asChainError } from '../errors/as-chain-error.ts'

/** Wei of an account, for gas. */
export async function getGasMoney(client: ReadClient, { account }: { account: Address }): Promise<bigint> {
  try {
    return await getBalance(client, { address: account })
  } catch (error) {
    throw asChainError(error, { doing: 'read gas money' })
  }
}
