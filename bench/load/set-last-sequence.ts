import { type Address, type Hex, pad, toHex } from 'viem'
import { getBrand } from '../../chain/actions/getBrand.ts'
import { getToken } from '../../chain/actions/getToken.ts'
import type { ReadClient } from '../../chain/client.ts'
import { rpc } from '../../scripts/up/rpc.ts'

const SLOTS = 64

/**
 * Makes a development chain believe that a brand's token has taken so many batches, without minting them: the slot that holds
 * the number is found by trying.
 */
export async function setLastSequence(
  client: ReadClient,
  rpcUrl: string,
  brandId: number,
  last: bigint,
): Promise<void> {
  const token = await getToken(client, { brandId })
  for (let slot = 0; slot < SLOTS; slot++) {
    const before = (await rpc(rpcUrl, 'eth_getStorageAt', [token, toHex(slot), 'latest'])) as Hex
    await write(rpcUrl, token, slot, pad(toHex(last)))
    if ((await getBrand(client, { brandId })).lastSequence === last) return
    await write(rpcUrl, token, slot, before)
  }
  throw new Error('No slot of the token holds the number of its last batch.')
}

async function write(rpcUrl: string, token: Address, slot: number, word: Hex): Promise<void> {
  await rpc(rpcUrl, 'anvil_setStorageAt', [token, toHex(slot), word])
  await rpc(rpcUrl, 'evm_mine')
}
