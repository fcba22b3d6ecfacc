import { points, usd } from '../../../test/contracts/helpers/units.ts'
import type { CoreHub } from '../../../types/ethers-contracts/index.ts'
import { type BenchWorld, type Member, settle } from '../bench-world.ts'

/** The rule-free hub with two tokens at the rates of A (1) and B (2); every member holds both. */
export async function openCore(world: BenchWorld, members: readonly Member[]): Promise<CoreHub> {
  const core = (await world.ethers.deployContract('CoreHub', world.deployer)) as unknown as CoreHub
  for (const [id, { token }] of [
    [1n, world.a],
    [2n, world.b],
  ] as const) {
    const { rate, spreadBps, promisePercent, life } = (await token.brand()).terms
    await settle(core.open(id, { rate, spreadBps, promisePercent, life }, usd('1000000')))
    for (const { wallet } of members) await settle(core.give(id, wallet, points('100')))
  }

  return core
}
