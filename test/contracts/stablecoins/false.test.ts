import { expect } from 'chai'
import type { FalseStablecoin } from '../../../types/ethers-contracts/index.ts'
import { otherWorld, type Connection } from '../fixture.ts'
import { openOver, type CoinWorld } from '../helpers/coins.ts'
import { FAR_FUTURE, NOTICE, wait } from '../helpers/times.ts'
import { points, usd } from '../helpers/units.ts'
import { accountedFor, creditOf } from '../helpers/worth.ts'

async function overFalseCoin(connection: Connection) {
  const coin = await connection.ethers.deployContract('FalseStablecoin')

  return { world: await openOver(connection, await coin.getAddress()), coin }
}

describe('A stablecoin that returns false', () => {
  let world: CoinWorld
  let coin: FalseStablecoin

  beforeEach(async () => {
    ;({ world, coin } = await otherWorld(overFalseCoin))
  })

  it('credits nothing on a deposit', async () => {
    const { hub, cafe, stranger } = world
    await coin.mint(stranger, usd('5'))
    await coin.connect(stranger).approve(hub, usd('5'))
    await coin.setRefusing(true)

    await expect(hub.connect(stranger).deposit(cafe.id, usd('5')))
      .to.be.revertedWithCustomError(hub, 'SafeERC20FailedOperation')
      .withArgs(coin)

    expect(await hub.accounted()).to.equal(usd('2000'))
    expect(await accountedFor(world)).to.equal(usd('2000'))
  })

  it('keeps the request of a withdrawal that was not paid, and the credit of a cause', async () => {
    const { hub, alice, cafe, reef, reefPayout } = world
    await hub.connect(alice).donate(cafe.id, reef, points('100'), 1n, FAR_FUTURE)
    await hub.connect(cafe.owner).requestWithdrawal(cafe.id, usd('100'))
    await wait(world, NOTICE)
    await coin.setRefusing(true)

    await expect(hub.connect(cafe.owner).withdraw(cafe.id)).to.be.revertedWithCustomError(
      hub,
      'SafeERC20FailedOperation',
    )
    await expect(hub.connect(reefPayout).withdrawCause(reef)).to.be.revertedWithCustomError(
      hub,
      'SafeERC20FailedOperation',
    )
    expect((await hub.withdrawalOf(cafe.id)).amount).to.equal(usd('100'))
    expect(await creditOf(world, reef)).to.equal(usd('10'))
    expect(await hub.accounted()).to.equal(usd('2000'))

    await coin.setRefusing(false)
    await hub.connect(cafe.owner).withdraw(cafe.id)
    await hub.connect(reefPayout).withdrawCause(reef)
    expect(await coin.balanceOf(hub)).to.equal(usd('1890'))
  })
})
