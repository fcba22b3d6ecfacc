import { id } from 'ethers'
import { packCredits } from '../../../test/contracts/helpers/credits.ts'
import { RETURN_WINDOW } from '../../../test/contracts/helpers/minting.ts'
import { points } from '../../../test/contracts/helpers/units.ts'
import { type BenchWorld, makeAddresses, nextDay, tick } from '../bench-world.ts'
import { type Figure, figureOf, GAS, type Receipt, receiptOf } from '../figure.ts'

const ROOT = id('purchases')
/** Besides the credits: brand state, last sequence and the minter's quota change; the batch's hash is new. */
const BATCH = { accounts: 2, reads: 1, changes: 3, fills: 1 }

/** Batches of credits to members who hold points and to members who do not. */
export async function measureMint(world: BenchWorld): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const size of [500, 50, 1]) {
    const addresses = makeAddresses(`mint ${size}`, size)
    const fresh = await mint(world, addresses)
    const existing = [await mint(world, addresses), await mint(world, addresses), await mint(world, addresses)]
    const of = size === 1 ? 'mint, batch of one credit' : `mint, each of ${size}`
    const reach = size === 500
    figures.push(
      figureOf({
        key: `mint-${size}`,
        what: `${of}, existing member`,
        samples: existing,
        units: size,
        touches: { ...BATCH, changes: BATCH.changes + size },
        ...(reach ? { reach: 8_100n } : {}),
      }),
      figureOf({
        key: `mint-${size}-new`,
        what: `${of}, new member`,
        samples: [fresh],
        units: size,
        touches: { ...BATCH, fills: BATCH.fills + size },
        ...(reach ? { reach: 25_400n } : {}),
      }),
    )
  }

  return figures
}

async function mint(world: BenchWorld, addresses: readonly string[]): Promise<Receipt> {
  const token = world.a.token.connect(world.a.minter)
  const credits = packCredits(addresses.map((member) => ({ member, points: points('12.34') })))
  const sequence = (await token.lastSequence()) + 1n
  await nextDay(world)
  await tick(world)

  return receiptOf(token.mintBatch(sequence, credits, ROOT, RETURN_WINDOW, GAS))
}
