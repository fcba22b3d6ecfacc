import type { Address } from 'viem'
import { simulateContract } from 'viem/actions'
import type { ContractCall } from '../../chain/call.ts'
import type { ReadClient } from '../../chain/client.ts'
import { asChainError } from '../../chain/errors/as-chain-error.ts'

/** Why the chain would refuse something now; numbers as decimal strings. */
export interface RefusalNote {
  code: string
  sentence: string
  args: Record<string, string>
}

/** Tries a member's call without sending it; undefined where it would go through. */
export async function refusalOf(
  chain: ReadClient,
  call: ContractCall,
  member: Address,
): Promise<RefusalNote | undefined> {
  try {
    await simulateContract(chain, { ...call, account: member })
    return undefined
  } catch (error) {
    return toRefusal(error)
  }
}

/** Why the chain refused. Throws where no chain answered. */
export function toRefusal(error: unknown): RefusalNote {
  const refused = asChainError(error, { doing: 'ask for a quote' })
  const { code, message, args } = refused
  // Nobody refused anything; and where the chain was looked for is for the operator alone to know.
  if (code === 'ChainUnreachable') throw refused
  return {
    code,
    sentence: message,
    args: Object.fromEntries(Object.entries(args).map(([name, value]) => [name, String(value)])),
  }
}
