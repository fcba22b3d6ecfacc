import { points } from '../../../test/contracts/helpers/units.ts'
import { DEADLINE, type BenchWorld, give, makeMembers, type Member, nextDay, settle, tick } from '../bench-world.ts'
import { type Figure, figureOf, GAS, type Receipt, receiptOf } from '../figure.ts'
import { openCore } from '../references/core.ts'

const SAMPLES = 5
const TWO_TOKENS = { accounts: 3, changes: 4, guard: true }

/** Swaps with every rule, in each state that makes a difference, and the same swap without the rules. */
export async function measureSwap(world: BenchWorld): Promise<Figure[]> {
  const { a, b } = world
  const members = await makeMembers(world, 'swap', SAMPLES)
  const newcomers = await makeMembers(world, 'swap first', SAMPLES)
  await give(world, a, [...members, ...newcomers])
  await give(world, b, members)
  await nextDay(world)
  const rules = { ...TWO_TOKENS, reads: 2 }
  const held = await swaps(world, members)
  const first = await swaps(world, newcomers)
  const twoLots = await swapsOfTwoLots(world)
  const core = await coreSwaps(world, members)
  await announceRise(world)
  const pending = await swaps(world, members)

  return [
    figureOf({ key: 'swap', what: 'swap, member holds both', samples: held, reach: 70_000n, touches: rules }),
    figureOf({
      key: 'swap-pending',
      what: '… with a pending rise at B',
      samples: pending,
      reach: 70_000n,
      touches: rules,
    }),
    figureOf({ key: 'swap-lots', what: '… of points of two ages', samples: twoLots, touches: rules }),
    figureOf({
      key: 'swap-first',
      what: '… first points of B',
      samples: first,
      touches: { ...rules, changes: 3, fills: 1 },
    }),
    figureOf({
      key: 'swap-core',
      what: 'swap, rule-free core of the same shape',
      samples: core,
      reach: 62_000n,
      touches: TWO_TOKENS,
    }),
  ]
}

async function swaps(world: BenchWorld, members: readonly Member[], amount = points('12.34')): Promise<Receipt[]> {
  const { hub, a, b } = world
  const receipts: Receipt[] = []
  for (const { wallet } of members) {
    await tick(world)
    receipts.push(await receiptOf(hub.connect(wallet).swap(a.id, b.id, amount, points('1'), DEADLINE, GAS)))
  }

  return receipts
}

/** The older lot is spent whole, the younger in part. */
async function swapsOfTwoLots(world: BenchWorld): Promise<Receipt[]> {
  const { connection, a, b } = world
  const snapshot = await connection.networkHelpers.takeSnapshot()
  const members = await makeMembers(world, 'swap lots', SAMPLES)
  await give(world, a, members, points('10'))
  await world.time.increase(180n * 86_400n)
  await give(world, a, members)
  await give(world, b, members)
  const receipts = await swaps(world, members)
  await snapshot.restore()

  return receipts
}

async function coreSwaps(world: BenchWorld, members: readonly Member[]): Promise<Receipt[]> {
  const core = await openCore(world, members)
  const receipts: Receipt[] = []
  for (const { wallet } of members) {
    await tick(world)
    receipts.push(await receiptOf(core.connect(wallet).swap(1n, 2n, points('12.34'), points('1'), DEADLINE, GAS)))
  }

  return receipts
}

async function announceRise(world: BenchWorld): Promise<void> {
  const { token, rateSetter } = world.b
  const { rate, spreadBps, promisePercent, life } = (await token.brand()).terms
  const rise = { rate: (rate * 11n) / 10n, spreadBps, promisePercent, life }
  await settle(token.connect(rateSetter).announceTerms(rise, 2n ** 53n - 1n))
  await nextDay(world)
}
