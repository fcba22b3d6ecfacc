import { expect } from 'chai'
import type { RebasingStablecoin } from '../../../types/ethers-contracts/index.ts'
import { otherWorld, type Connection } from '../fixture.ts'
import { openOver, type CoinWorld } from '../helpers/coins.ts'
import { FAR_FUTURE, NOTICE, wait } from '../helpers/times.ts'
import { points, usd } from '../helpers/units.ts'

async function overRebasingCoin(connection: Connection) {
  const coin = await connection.ethers.deployContract('RebasingStablecoin')

  return { world: await openOver(connection, await coin.getAddress()), coin }
}

describe('A stablecoin that shrinks', () => {
  let world: CoinWorld
  let coin: RebasingStablecoin

  beforeEach(async () => {
    ;({ world, coin } = await otherWorld(overRebasingCoin))
  })

  it('pays nobody while the hub holds less than it accounts for', async () => {
    const { hub, alice, cafe, reef, reefPayout } = world
    await hub.connect(alice).donate(cafe.id, reef, points('100'), 1n, FAR_FUTURE)
    await hub.connect(cafe.owner).requestWithdrawal(cafe.id, usd('100'))
    await wait(world, NOTICE)
    await coin.shrink(hub, 1n)

    await expect(hub.connect(cafe.owner).withdraw(cafe.id))
      .to.be.revertedWithCustomError(hub, 'StablecoinShort')
      .withArgs(usd('1900') - 1n, usd('1900'))
    await expect(hub.connect(reefPayout).withdrawCause(reef))
      .to.be.revertedWithCustomError(hub, 'StablecoinShort')
      .withArgs(usd('1990') - 1n, usd('1990'))

    await coin.mint(hub, 1n)
    await hub.connect(cafe.owner).withdraw(cafe.id)
    await hub.connect(reefPayout).withdrawCause(reef)
    expect(await coin.balanceOf(hub)).to.equal(await hub.accounted())
  })
})
