import type { Address } from 'viem'
import { getCode, readContract } from 'viem/actions'
import { accountAddress } from '../../chain/account/account-address.ts'
import type { PasskeyKey } from '../../chain/account/signer.ts'
import type { ReadClient } from '../../chain/client.ts'
import { asChainError } from '../../chain/errors/as-chain-error.ts'
import { memberAccountFactoryAbi } from '../../chain/generated/abis.ts'

/** Address of a passkey's account. */
export async function accountOf(client: ReadClient, factory: Address, key: PasskeyKey): Promise<Address> {
  const implementation = await implementationOf(client, factory)
  return accountAddress({ factory, implementation, key })
}

const implementations = new WeakMap<ReadClient, Promise<Address>>()

/** Never changes: asked once per connection. */
function implementationOf(client: ReadClient, factory: Address): Promise<Address> {
  const known = implementations.get(client)
  if (known) return known
  const request = { address: factory, abi: memberAccountFactoryAbi, functionName: 'implementation' } as const
  const asked = readContract(client, request).catch((error: unknown) => {
    implementations.delete(client)
    throw asChainError(error, { doing: 'read how accounts are made' })
  })
  implementations.set(client, asked)
  return asked
}

/** Whether there is code at an address. */
export async function hasCode(client: ReadClient, address: Address): Promise<boolean> {
  try {
    const code = await getCode(client, { address })
    return code !== undefined && code !== '0x'
  } catch (error) {
    throw asChainError(error, { doing: 'read an account' })
  }
}
