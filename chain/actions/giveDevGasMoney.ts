import { type Address, toHex } from 'viem'
import { DEV_CHAIN_ID, type ReadClient } from '../client.ts'
import { asChainError } from '../errors/as-chain-error.ts'
import { ChainError } from '../errors/chain-error.ts'

/** Gives an account gas money out of nothing; works on the local node only. */
export async function giveDevGasMoney(
  client: ReadClient,
  { account, wei }: { account: Address; wei: bigint },
): Promise<void> {
  if (client.chain.id !== DEV_CHAIN_ID) {
    const sentence = `Gas money can be had for the asking on a local chain only, not on chain ${client.chain.id}.`
    throw new ChainError('NotDevChain', { sentence, hint: 'Send the account some ETH.' })
  }
  try {
    await client.request({ method: 'anvil_setBalance', params: [account, toHex(wei)] } as never)
  } catch (error) {
    throw asChainError(error, { doing: 'give gas money' })
  }
}
