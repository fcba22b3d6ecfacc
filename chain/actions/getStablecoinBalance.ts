import type { Address } from 'viem'
import { readContract } from 'viem/actions'
import type { ReadClient } from '../client.ts'
import { asChainError } from '../errors/as-chain-error.ts'
import { devStablecoinAbi } from '../generated/abis.ts'

export interface StablecoinBalance {
  /** µ of the stablecoin. */
  balance: bigint
  /** What the hub may take of it. */
  allowance: bigint
}

/** Stablecoin of an account, and what of it the hub may take. */
export async function getStablecoinBalance(
  client: ReadClient,
  { account }: { account: Address },
): Promise<StablecoinBalance> {
  const { stablecoin, hub } = client.contracts
  const read = { address: stablecoin, abi: devStablecoinAbi } as const
  try {
    const [balance, allowance] = await Promise.all([
      readContract(client, { ...read, functionName: 'balanceOf', args: [account] }),
      readContract(client, { ...read, functionName: 'allowance', args: [account, hub] }),
    ])
    return { balance, allowance }
  } catch (error) {
    throw asChainError(error, { doing: 'read a stablecoin balance' })
  }
}
