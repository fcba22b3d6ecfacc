import type { Address, Client } from 'viem'
import { readContract } from 'viem/actions'
import { memberAccountAbi } from '../generated/abis.ts'
import { isDeployed } from './is-deployed.ts'
import type { Signer } from './signer.ts'

export interface Recovery {
  /** Who may ask for the account; absent if nobody may. */
  signer?: Signer
  /** Seconds a request waits. */
  delay: number
  /** The number the next request has to name. */
  nonce: bigint
  /** What was asked for and not yet finished or cancelled. */
  pending?: {
    /** The only signer there will be. */
    proposed: Signer
    /** Unix seconds; from then on anybody can finish it. */
    dueAt: bigint
  }
}

/** The way back into an account; none before the account was made. */
export async function recoveryOf(client: Client, account: Address): Promise<Recovery> {
  if (!(await isDeployed(client, account))) return { delay: 0, nonce: 0n }
  const { signer, delay, nonce, proposed, dueAt } = await readContract(client, {
    address: account,
    abi: memberAccountAbi,
    functionName: 'recovery',
  })
  return {
    ...(isNone(signer) ? {} : { signer }),
    delay,
    nonce,
    ...(dueAt === 0n ? {} : { pending: { proposed, dueAt } }),
  }
}

const isNone = ({ x, y }: Signer): boolean => BigInt(x) === 0n && BigInt(y) === 0n
