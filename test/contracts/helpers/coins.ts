import { addCause, CAFE, deployNetwork, type Bare, type Connection } from '../fixture.ts'
import { createBrand, type Brand } from './brands.ts'
import { mint } from './minting.ts'
import { points, usd } from './units.ts'

/** A network over an unusual coin: one brand with 1,000 dollars paid in, one cause, one member with 1,000 points. */
export interface CoinWorld extends Bare {
  readonly cafe: Brand
  readonly airline: Brand
  readonly reef: bigint
  readonly forest: bigint
}

export async function openOver(connection: Connection, coin: string): Promise<CoinWorld> {
  const bare = await deployNetwork(connection, coin)
  const { cafeOwner, cafeMinter, airlineOwner, alice } = bare
  const cafe = await createBrand(bare, CAFE, { owner: cafeOwner, minter: cafeMinter, reserve: usd('1000') })
  const plan = { ...CAFE, code: 'airline', name: 'Miles', symbol: 'MILE' }
  const airline = await createBrand(bare, plan, { owner: airlineOwner, reserve: usd('1000') })
  const reef = await addCause(bare, 'Reef Trust', 'GB-1', bare.reefPayout)
  const forest = await addCause(bare, 'Forest Fund', 'GB-2', bare.forestPayout)
  await mint(cafe, [[alice, points('1000')]])

  return { ...bare, cafe, airline, reef, forest }
}
