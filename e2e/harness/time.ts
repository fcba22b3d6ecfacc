import { getBlock } from 'viem/actions'
import { untilIndexed } from './brand-acts.ts'
import { eventually } from './eventually.ts'
import type { Stack } from './stack.ts'

/** Lets the chain's clock run ahead. Everything after it happens in that future. */
export async function waitOnChain(stack: Stack, seconds: bigint): Promise<void> {
  const { timestamp } = await getBlock(stack.client)
  await stack.client.request({ method: 'evm_increaseTime', params: [Number(seconds)] } as never)
  const { number } = await eventually(async () => {
    const block = await getBlock(stack.client)
    if (block.timestamp < timestamp + seconds) throw new Error(`The chain's clock stands at ${block.timestamp}.`)
    return block
  })
  await untilIndexed(stack, number)
}
