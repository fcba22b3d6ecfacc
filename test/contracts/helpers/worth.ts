import type { AddressLike } from 'ethers'
import type { Bare } from '../fixture.ts'

/** What `accounts` own together in µ: stablecoin, and every brand's points at what leaving would pay now. */
export async function worthOf(world: Bare, ...accounts: AddressLike[]): Promise<bigint> {
  let sum = 0n
  for (const account of accounts) {
    sum += await world.stablecoin.balanceOf(account)
    for (let id = 1n; id <= (await world.hub.brandCount()); id++) sum += await pointsWorth(world, id, account)
  }

  return sum
}

/** The same at the rate alone, which is what the points would be worth at a brand in full cover. */
export async function parWorthOf(world: Bare, ...accounts: AddressLike[]): Promise<bigint> {
  let sum = 0n
  for (const account of accounts) {
    sum += await world.stablecoin.balanceOf(account)
    for (let id = 1n; id <= (await world.hub.brandCount()); id++) {
      const token = await world.tokenOf(id)
      sum += ((await token.balanceOf(account)) * (await token.brand()).terms.rate) / 1_000n
    }
  }

  return sum
}

/** The sum of all reserves and cause credits, recomputed. */
export async function accountedFor(world: Bare): Promise<bigint> {
  let sum = 0n
  for (let id = 1n; id <= (await world.hub.brandCount()); id++) sum += (await (await world.tokenOf(id)).brand()).reserve
  for (let id = 1n; id <= (await world.causeRegistry.causeCount()); id++) sum += await creditOf(world, id)

  return sum
}

async function pointsWorth(world: Bare, brandId: bigint, account: AddressLike): Promise<bigint> {
  const token = await world.tokenOf(brandId)
  const points = await token.balanceOf(account)
  if (points === 0n) return 0n

  const { rate, reserve, supply } = await clearingOf(world, brandId)
  const par = (points * rate) / 1_000n
  const share = (points * reserve) / supply

  return par < share ? par : share
}

/** The figures a brand's clearing depends on. */
export async function clearingOf(world: Bare, brandId: bigint) {
  const { reserve, supply, terms } = await (await world.tokenOf(brandId)).brand()
  const { rate, spreadBps, promisePercent, life } = terms

  return { reserve, supply, rate, spreadBps, promisePercent, life }
}

/** What a cause may withdraw, in µ. */
export async function creditOf(world: Bare, causeId: bigint): Promise<bigint> {
  const [credit] = await world.hub.causeCredit(causeId)

  return credit
}
