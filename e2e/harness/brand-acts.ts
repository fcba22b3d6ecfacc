import { type Address, type LocalAccount, zeroHash } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { getBrand } from '../../chain/actions/getBrand.ts'
import { mintBatch } from '../../chain/actions/mintBatch.ts'
import type { ContractCall } from '../../chain/call.ts'
import { withAccount } from '../../chain/client.ts'
import { sendCall } from '../../chain/send.ts'
import { ownerKeyName } from '../../scripts/sample/sample-keys.ts'
import { loadKey, minterKeyName } from '../../service/keys/stored-keys.ts'
import { brandIdOf } from './books.ts'
import { eventually } from './eventually.ts'
import type { Stack } from './stack.ts'

const known = new Map<string, LocalAccount>()

/** A key of the sample's brands. */
async function keyOf({ home }: Stack, name: string): Promise<LocalAccount> {
  const account = known.get(name) ?? privateKeyToAccount(await loadKey(home, name))
  known.set(name, account)
  return account
}

export async function asOwner(stack: Stack, code: string, call: ContractCall): Promise<void> {
  await sendCall(withAccount(stack.client, await keyOf(stack, ownerKeyName(code))), call)
}

export async function asMinter(stack: Stack, code: string, call: ContractCall): Promise<bigint> {
  const { blockNumber } = await sendCall(withAccount(stack.client, await keyOf(stack, minterKeyName(code))), call)
  return blockNumber
}

/** Points of several brands for one member, as purchases would bring them; waits until the portal can show them. */
export async function credit(stack: Stack, member: Address, points: Record<string, bigint>): Promise<void> {
  const blocks = await Promise.all(
    Object.entries(points).map(async ([code, amount]) => {
      const brandId = brandIdOf(stack, code)
      const { lastSequence } = await getBrand(stack.client, { brandId })
      const batch = { brandId, sequence: lastSequence + 1n, credits: [{ member, points: amount }] }
      const call = await mintBatch(stack.client, { ...batch, purchasesRoot: zeroHash, returnWindow: 86_400 })
      return await asMinter(stack, code, call)
    }),
  )
  await untilIndexed(
    stack,
    blocks.reduce((last, block) => (block > last ? block : last), 0n),
  )
}

/** Waits until the read model has seen a block. */
export async function untilIndexed({ indexer }: Stack, block: bigint): Promise<void> {
  await eventually(async () => {
    const answer = await fetch(`${indexer}/status`)
    const { network } = (await answer.json()) as { network: { block: { number: number } } }
    if (BigInt(network.block.number) < block) throw new Error(`The indexer is at ${network.block.number} of ${block}.`)
  })
}
