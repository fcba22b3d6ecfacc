import { points } from '../../../test/contracts/helpers/units.ts'
import { DEADLINE, type BenchWorld, give, makeMembers, nextDay, tick } from '../bench-world.ts'
import { type Figure, figureOf, GAS, type Receipt, receiptOf } from '../figure.ts'

/** Donations to a cause that was given to before. */
export async function measureDonate(world: BenchWorld): Promise<Figure[]> {
  const { hub, a, reef } = world
  const members = await makeMembers(world, 'donate', 5)
  await give(world, a, members)
  await nextDay(world)
  const samples: Receipt[] = []
  for (const { wallet } of members) {
    await tick(world)
    samples.push(await receiptOf(hub.connect(wallet).donate(a.id, reef, points('12.34'), 1n, DEADLINE, GAS)))
  }

  return [
    figureOf({
      key: 'donate',
      what: 'donate',
      samples,
      reach: 55_000n,
      touches: { accounts: 2, reads: 2, changes: 3, guard: true },
    }),
  ]
}
