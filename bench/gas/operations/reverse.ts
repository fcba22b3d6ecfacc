import { type MintedBatch, reversalOf } from '../../../test/contracts/helpers/credits.ts'
import { points } from '../../../test/contracts/helpers/units.ts'
import { type BenchWorld, give, makeAddresses, nextDay, settle, tick } from '../bench-world.ts'
import { type Figure, figureOf, GAS, type Receipt, receiptOf } from '../figure.ts'

const TEN = 10
const SAMPLES = 3

/** Clawbacks out of batches of 500 credits; the member still holds the points. */
export async function measureReverse(world: BenchWorld): Promise<Figure[]> {
  const addresses = makeAddresses('clawback', 500)
  const batches = await give(world, world.a, Array.from({ length: TEN }, () => addresses).flat(), points('10'))
  await nextDay(world)
  const [first] = batches
  if (first === undefined) throw new Error('No batch was minted.')
  await settle(world.a.token.connect(world.a.minter).reverse([reversalOf(first, at(addresses, 499), 1n)]))
  const one: Receipt[] = []
  const oneRun: Receipt[] = []
  const tenBatches: Receipt[] = []
  for (let i = 0; i < SAMPLES; i++) {
    one.push(await reverse(world, [reversalOf(first, at(addresses, i), points('1'))]))
    oneRun.push(await reverse(world, [tenOfRun(first, i + 1)]))
    const spread = batches.map((batch, j) => reversalOf(batch, at(addresses, 400 + i * TEN + j), points('1')))
    tenBatches.push(await reverse(world, spread))
  }

  return [
    figureOf({ key: 'clawback', what: 'clawback, one', samples: one, reach: 110_000n, touches: touches(1, 1) }),
    figureOf({
      key: 'clawback-ten',
      what: 'clawback, each of ten of one run',
      samples: oneRun,
      units: TEN,
      reach: 60_000n,
      touches: touches(TEN, 1),
    }),
    figureOf({
      key: 'clawback-ten-batches',
      what: 'clawback, each of ten of ten batches',
      samples: tenBatches,
      units: TEN,
      touches: touches(TEN, TEN),
    }),
  ]
}

/** The brand's state and the quota change, the minter's role is read; per batch its hash, per credit the member's. */
function touches(credits: number, batches: number) {
  return { accounts: 1, reads: 1 + batches, changes: 2 + credits, fills: credits }
}

async function reverse(world: BenchWorld, items: ReturnType<typeof reversalOf>[]): Promise<Receipt> {
  await nextDay(world)
  await tick(world)

  return receiptOf(world.a.token.connect(world.a.minter).reverse(items, GAS))
}

/** Ten credits of the batch's run number `index`. */
function tenOfRun(batch: MintedBatch, index: number) {
  const credit = at(batch.credits, index * 32)
  const { run } = reversalOf(batch, `0x${credit.slice(2, 42)}`, 1n)

  return { run, reversals: Array.from({ length: TEN }, (_, i) => ({ position: BigInt(i + 3), total: points('1') })) }
}

function at<value>(list: readonly value[], index: number): value {
  const found = list[index]
  if (found === undefined) throw new Error(`There is nothing at ${index}.`)

  return found
}
