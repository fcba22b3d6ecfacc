import { expect } from 'chai'
import type { NoReturnStablecoin } from '../../../types/ethers-contracts/index.ts'
import { otherWorld, type Connection } from '../fixture.ts'
import { openOver, type CoinWorld } from '../helpers/coins.ts'
import { FAR_FUTURE, NOTICE, wait } from '../helpers/times.ts'
import { points, usd } from '../helpers/units.ts'
import { accountedFor } from '../helpers/worth.ts'

async function overNoReturnCoin(connection: Connection) {
  const coin = await connection.ethers.deployContract('NoReturnStablecoin')

  return { world: await openOver(connection, await coin.getAddress()), coin }
}

describe('A stablecoin that returns nothing', () => {
  let world: CoinWorld
  let coin: NoReturnStablecoin

  beforeEach(async () => {
    ;({ world, coin } = await otherWorld(overNoReturnCoin))
  })

  it('is deposited, withdrawn and paid out like any other', async () => {
    const { hub, alice, cafe, reef, reefPayout } = world
    expect(await coin.balanceOf(hub)).to.equal(usd('2000'))
    await hub.connect(alice).donate(cafe.id, reef, points('100'), 1n, FAR_FUTURE)
    await hub.connect(cafe.owner).requestWithdrawal(cafe.id, usd('100'))
    await wait(world, NOTICE)

    await hub.connect(cafe.owner).withdraw(cafe.id)
    await hub.connect(reefPayout).withdrawCause(reef)

    expect(await coin.balanceOf(cafe.owner)).to.equal(usd('100'))
    expect(await coin.balanceOf(reefPayout)).to.equal(usd('10'))
    expect(await coin.balanceOf(hub)).to.equal(usd('1890'))
    expect(await hub.accounted()).to.equal(usd('1890'))
    expect(await accountedFor(world)).to.equal(usd('1890'))
  })
})
